import { PackageURL } from 'packageurl-js';

/**
 * What all package URLs of one package have in common: type, namespace and name, without version, qualifiers and
 * subpath, and without case. Null when the text is no package URL. For comparing, not for showing.
 */
export function purlKey(text: string): string | null {
  try {
    const { type, namespace, name } = PackageURL.fromString(text);
    return [type, namespace, name].join('/').toLowerCase();
  } catch {
    return null;
  }
}

/**
 * One way of writing a package URL, version and qualifiers included, in lower case: what `component_purl_idx` holds.
 * Null when the text is no package URL.
 */
export function writtenPurl(text: string): string | null {
  try {
    return PackageURL.fromString(text).toString().toLowerCase().replaceAll('%40', '@');
  } catch {
    return null;
  }
}
