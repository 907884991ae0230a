import { isCalendarDate } from '../../../kernel/as-of.js';
import { loadCatalogue } from './catalogue.js';
import { checkDemo } from './check-demo.js';
import { readDataFile } from '../../../platform/data-file/read-data-file.js';
import { DATA_FOLDER } from './data-folder.js';
import type { Demo } from './demo-types.js';
import { parseLegalEntity, parsePerson, parseUseCase } from './parse-demo-firm.js';
import { parseRequirements } from './parse-demo-requirements.js';
import { parseDemoComponent, parseDemoProvider } from './parse-demo-stack.js';
import { type Placed, refuseDuplicates } from '../../../platform/data-file/placed.js';

/**
 * The demonstration firm as it is on its first day.
 * @param today the local date in Hong Kong, YYYY-MM-DD; tests of fallbacks are dated back from it
 * @throws {DataFileError} when a code, a reference or a claim about a supplier is wrong
 */
export function loadDemo(today: string): Demo {
  return readDemo(readDataFile(DATA_FOLDER, 'demo.yaml'), today);
}

/** As `loadDemo`, from any file. */
export function readDemo(file: Placed, today: string, catalogue = loadCatalogue()): Demo {
  if (!isCalendarDate(today)) throw new RangeError(`"${today}" is not a date YYYY-MM-DD`);
  file.only('legalEntities', 'people', 'providers', 'components', 'useCases', 'requirements');
  const useCases = listOf(file.get('useCases'), parseUseCase);
  const needs = parseRequirements(file.get('requirements'), new Set(useCases.map(({ id }) => id)), today);
  const demo: Demo = {
    legalEntities: listOf(file.get('legalEntities'), parseLegalEntity),
    people: listOf(file.get('people'), parsePerson),
    providers: listOf(file.get('providers'), (at) => parseDemoProvider(at, catalogue)),
    components: listOf(file.get('components'), (at) => parseDemoComponent(at, catalogue)),
    useCases,
    requirements: needs.map(({ requirement }) => requirement),
  };
  checkDemo(
    demo,
    needs.map(({ at }) => at),
    file,
    catalogue,
  );
  return demo;
}

function listOf<T extends { readonly id: string }>(list: Placed, read: (at: Placed) => T): T[] {
  const records = list.items().map(read);
  refuseDuplicates(records, list);
  return records;
}
