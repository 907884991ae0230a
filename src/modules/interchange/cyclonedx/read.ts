import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { isCalendarDate } from '../../../kernel/as-of.js';
import type { FieldError } from '../../../kernel/domain-error.js';
import {
  type BomContent,
  type BomReading,
  MAX_LINES,
  MAX_VULNERABILITIES,
  type NotUnderstood,
  SPEC_VERSIONS,
} from './bom-content.js';
import { entriesOf, type Json, objectOf, textOf } from './json.js';
import { linesOf } from './lines.js';
import { schemaProblems } from './schema.js';
import { vulnerabilitiesOf } from './vulnerabilities.js';

/** Members that are read, or that say how to read. All others stay in the stored document and nowhere else. */
const READ = [
  '$schema',
  'bomFormat',
  'specVersion',
  'serialNumber',
  'version',
  'metadata',
  'components',
  'vulnerabilities',
];

/** Validates a CycloneDX document and takes out of it what the register keeps. */
export function readBom(document: Json): BomReading {
  const wrong = formatProblems(document);
  if (wrong.length > 0) return { problems: wrong };
  const specVersion = String(document['specVersion']);
  const problems = schemaProblems(document, specVersion);
  if (problems.length > 0) return { problems };
  const canonical = canonicalOf(document);
  if (canonical === null) return { problems: [{ pointer: '', code: 'not-stored' }] };
  const content = contentOf(document, specVersion);
  const excess = excessOf(content);
  if (excess.length > 0) return { problems: excess };
  const sha256 = createHash('sha256').update(canonical).digest('hex');
  return { content, sha256, text: JSON.stringify(document) };
}

/** Null where there is none: half a character, or a number that JSON has no form for. */
function canonicalOf(document: Json): string | null {
  try {
    return canonicalize(document) ?? null;
  } catch {
    return null;
  }
}

function formatProblems(document: Json): FieldError[] {
  const wrong = (pointer: string, codes: string): FieldError => ({
    pointer,
    code: 'code',
    params: { codes },
  });
  const isKnown = SPEC_VERSIONS.some((version) => version === document['specVersion']);
  return [
    ...(document['bomFormat'] === 'CycloneDX' ? [] : [wrong('/bomFormat', 'CycloneDX')]),
    ...(isKnown ? [] : [wrong('/specVersion', SPEC_VERSIONS.join(', '))]),
  ];
}

function contentOf(document: Json, specVersion: string): BomContent {
  const metadata = objectOf(document['metadata']);
  const subject = objectOf(metadata['component']);
  const { lines, notUnderstood } = linesOf(document['components'], '/components');
  const nested = linesOf(subject['components'], '/metadata/component/components');
  const all = [...lines, ...nested.lines];
  const madeOn = textOf(metadata['timestamp'])?.slice(0, 10) ?? '';
  const found = vulnerabilitiesOf(document['vulnerabilities'], {
    lines: all,
    subject: textOf(subject['bom-ref']),
    madeOn: isCalendarDate(madeOn) ? madeOn : null,
    author: authorOf(metadata) ?? textOf(document['serialNumber']),
  });
  const { serialNumber, version } = document;
  return {
    serialNumber: textOf(serialNumber),
    documentVersion: typeof version === 'number' ? version : null,
    specVersion,
    lines: all,
    vulnerabilities: found.vulnerabilities,
    notUnderstood: [...notUnderstood, ...nested.notUnderstood, ...found.notUnderstood, ...unread(document)],
  };
}

/** Who made what the document is about, or the document. */
function authorOf(metadata: Json): string | null {
  const organisations = [metadata['supplier'], metadata['manufacturer'], metadata['manufacture']];
  const [person] = entriesOf(metadata['authors']);
  const named = [...organisations, person?.entry].map((one) => textOf(objectOf(one)['name']));
  return named.find((name) => name !== null) ?? null;
}

function unread(document: Json): NotUnderstood[] {
  const others = Object.keys(document).filter((member) => !READ.includes(member));
  return others.map((member) => ({ pointer: `/${member}`, reason: 'stored_only' }));
}

function excessOf({ lines, vulnerabilities }: BomContent): FieldError[] {
  const tooMany = (pointer: string, max: number): FieldError => ({
    pointer,
    code: 'too-many',
    params: { max },
  });
  return [
    ...(lines.length > MAX_LINES ? [tooMany('/components', MAX_LINES)] : []),
    ...(vulnerabilities.length > MAX_VULNERABILITIES
      ? [tooMany('/vulnerabilities', MAX_VULNERABILITIES)]
      : []),
  ];
}
