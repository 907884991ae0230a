import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PACKAGE_ROOT } from '../package-root.js';
import { Placed } from './placed.js';

/**
 * Reads one YAML file that the product brings along. The data is read from the sources, by the compiled program too: it
 * is content, not code, and is not copied.
 * @param folder below the root of the package
 * @throws {DataFileError} when the file is missing or is not YAML; it names the file
 */
export function readDataFile(folder: string, name: string): Placed {
  const root = new Placed(`${folder}/${name}`, '', undefined);
  let text: string;
  try {
    text = readFileSync(join(PACKAGE_ROOT, folder, name), 'utf8');
  } catch {
    return root.fail('cannot be read');
  }
  return placedYaml(root.file, text);
}

/** Parses YAML text; `file` is only the name that errors give. */
export function placedYaml(file: string, text: string): Placed {
  try {
    return new Placed(file, '', parse(text));
  } catch (error) {
    return new Placed(file, '', undefined).fail(`is not YAML: ${String(error).split('\n')[0]}`);
  }
}
