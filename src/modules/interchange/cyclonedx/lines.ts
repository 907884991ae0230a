import { isPlainText } from '../../../platform/http/plain-text.js';
import { isPurl } from '../../inventory/package-format.public.js';
import type { BomLine, NotUnderstood } from './bom-content.js';
import { entriesOf, isObject, type Json, textOf } from './json.js';
import { licenceOf } from './licences.js';

/** What of a document becomes components; the other types are hardware, files, or what the firm runs things on. */
const KINDS: Readonly<Record<string, BomLine['kind']>> = {
  library: 'library',
  framework: 'library',
  platform: 'library',
  application: 'application',
  data: 'dataset',
  'machine-learning-model': 'language_model',
};

const MAX_NAME = 200;
const MAX_VERSION = 100;
const MAX_PURL = 500;

interface Sink {
  lines: BomLine[];
  notUnderstood: NotUnderstood[];
}

/** The components of a list and of what they are assembled from. */
export function linesOf(components: unknown, pointer: string): Sink {
  const sink: Sink = { lines: [], notUnderstood: [] };
  collect(components, pointer, sink);
  return sink;
}

function collect(components: unknown, pointer: string, sink: Sink): void {
  for (const { entry, at } of entriesOf(components)) {
    const place = `${pointer}/${at}`;
    addLine(entry, place, sink);
    collect(entry['components'], `${place}/components`, sink);
  }
}

function addLine(entry: Json, pointer: string, { lines, notUnderstood }: Sink): void {
  const kind = KINDS[String(entry['type'])];
  if (!kind) return void notUnderstood.push({ pointer: `${pointer}/type`, reason: 'type_not_kept' });
  if (entry['scope'] === 'excluded') {
    return void notUnderstood.push({ pointer: `${pointer}/scope`, reason: 'excluded' });
  }
  const [group, ownName, version] = ['group', 'name', 'version'].map((field) => textOf(entry[field]));
  const bareName = [group, ownName].filter((part) => part !== null).join('/');
  const name = [bareName, version].filter((part) => part !== null && part !== '').join(' ');
  if (!ownName || !fits(name, MAX_NAME) || !fits(version ?? '', MAX_VERSION)) {
    return void notUnderstood.push({ pointer: `${pointer}/name`, reason: 'text_not_kept' });
  }
  const { licence, wrong } = licenceOf(entry['licenses']);
  for (const at of wrong) {
    notUnderstood.push({ pointer: `${pointer}/licenses/${at}`, reason: 'licence_not_an_expression' });
  }
  const purl = textOf(entry['purl']);
  const isKept = purl === null || (fits(purl, MAX_PURL) && isPurl(purl));
  if (!isKept) notUnderstood.push({ pointer: `${pointer}/purl`, reason: 'purl_not_valid' });
  lines.push({
    pointer,
    ref: textOf(entry['bom-ref']),
    name,
    bareName,
    version: version ?? null,
    kind,
    purl: isKept ? purl : null,
    licence,
    modelCardAt: isObject(entry['modelCard']) ? `${pointer}/modelCard` : null,
  });
}

function fits(text: string, max: number): boolean {
  return [...text].length <= max && isPlainText(text, false);
}
