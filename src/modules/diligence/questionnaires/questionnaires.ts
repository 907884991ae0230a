import { readDataFile } from '../../../platform/data-file/read-data-file.js';
import type { Questionnaire } from '../domain/questionnaire.js';
import { parseQuestionnaire } from './parse-questionnaire.js';

const DATA_FOLDER = 'src/modules/diligence/questionnaires/data';

/** A new wording is a new file: assessments name the version that was answered. */
const FILES = [
  ...['provider', 'language-model', 'embedding-and-vector', 'orchestration-and-evaluation'],
  ...['open-source', 'group-company'],
];

let loaded: readonly Questionnaire[] | undefined;

/** Every questionnaire that the product brings along, in the order in which they are offered. */
export function questionnaires(): readonly Questionnaire[] {
  loaded ??= FILES.map((file) => parseQuestionnaire(readDataFile(DATA_FOLDER, `${file}.yaml`)));
  return loaded;
}

/** One by `code@version`; undefined where there is none. */
export function questionnaireOf(id: string): Questionnaire | undefined {
  return questionnaires().find((one) => one.id === id);
}
