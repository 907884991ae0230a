import type { Catalogue } from './catalogue-types.js';
import { checkCatalogue } from './check-catalogue.js';
import { readDataFile } from '../../../platform/data-file/read-data-file.js';
import { DATA_FOLDER } from './data-folder.js';
import { parseCatalogue } from './parse-catalogue.js';
import type { Placed } from '../../../platform/data-file/placed.js';

/**
 * Reads a catalogue and refuses it when anything in it is wrong: an unknown code or member, a date that does not
 * exist, an identifier used twice, a source, provider or entry that is named and not there.
 * @throws {DataFileError} it names the file, the place and the problem
 */
export function readCatalogue(file: Placed): Catalogue {
  const catalogue = parseCatalogue(file);
  checkCatalogue(catalogue, file);
  return catalogue;
}

let loaded: Catalogue | undefined;

/** The catalogue that comes with the release: read and checked once a process, since it cannot change while it runs. */
export function loadCatalogue(): Catalogue {
  loaded ??= readCatalogue(readDataFile(DATA_FOLDER, 'catalogue.yaml'));
  return loaded;
}
