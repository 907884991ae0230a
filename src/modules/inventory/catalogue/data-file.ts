import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PACKAGE_ROOT } from '../../../platform/package-root.js';
import { Placed } from './placed.js';

/** The data is read from the sources, by the compiled program too: it is content, not code, and is not copied. */
const DATA_FOLDER = join('src', 'modules', 'inventory', 'catalogue', 'data');

/**
 * Reads one YAML file of the catalogue's data folder.
 * @throws {CatalogueDataError} when the file is missing or is not YAML; it names the file
 */
export function readDataFile(name: string): Placed {
  const root = new Placed(`${DATA_FOLDER}/${name}`, '', undefined);
  let text: string;
  try {
    text = readFileSync(join(PACKAGE_ROOT, DATA_FOLDER, name), 'utf8');
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
