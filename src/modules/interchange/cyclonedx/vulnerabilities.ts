import { isCalendarDate } from '../../../kernel/as-of.js';
import { isPlainText } from '../../../platform/http/plain-text.js';
import { isCleared, isIdOfMalice, isVulnerabilityId } from '../../inventory/package-format.public.js';
import type { BomLine, BomVulnerability, NotUnderstood, StatedVulnerability } from './bom-content.js';
import { entriesOf, type Json, objectOf, textOf } from './json.js';

const VEX: Readonly<Record<string, string>> = {
  resolved: 'fixed',
  resolved_with_pedigree: 'fixed',
  exploitable: 'affected',
  in_triage: 'under_investigation',
  false_positive: 'not_affected',
  not_affected: 'not_affected',
};

/** Newest first: of several ratings that one counts. */
const METHODS: readonly (readonly [method: string, version: string])[] = [
  ['CVSSv4', 'cvss_4_0'],
  ['CVSSv31', 'cvss_3_1'],
  ['CVSSv3', 'cvss_3_0'],
  ['CVSSv2', 'cvss_2'],
];

const MAX_SOURCE = 500;
const MAX_NOTE = 4000;

interface About {
  lines: readonly BomLine[];
  /** The reference of the component that the document is about. */
  subject: string | null;
  /** YYYY-MM-DD */
  madeOn: string | null;
  /** Who speaks in the document; null where it does not say. */
  author: string | null;
}

/** The vulnerabilities of a document, once for each component that they affect. */
export function vulnerabilitiesOf(
  listed: unknown,
  { lines, subject, madeOn, author }: About,
): { vulnerabilities: BomVulnerability[]; notUnderstood: NotUnderstood[] } {
  const byRef = new Map<string, number | null>(lines.flatMap(({ ref }, i) => (ref ? [[ref, i]] : [])));
  if (subject !== null) byRef.set(subject, null);
  const vulnerabilities: BomVulnerability[] = [];
  const notUnderstood: NotUnderstood[] = [];
  for (const { entry, at } of entriesOf(listed)) {
    const pointer = `/vulnerabilities/${at}`;
    const identifier = identifierOf(entry);
    if (identifier === null) {
      notUnderstood.push({ pointer: `${pointer}/id`, reason: 'identifier_not_known' });
      continue;
    }
    const stated = {
      identifier,
      ...statedBy(entry, author),
      foundOn: dayOf(objectOf(entry['analysis'])['firstIssued']) ?? madeOn,
    };
    for (const { entry: affected, at: i } of entriesOf(entry['affects'])) {
      const ref = localRef(affected['ref']);
      const line = ref === null ? undefined : byRef.get(ref);
      if (line === undefined) {
        notUnderstood.push({ pointer: `${pointer}/affects/${i}/ref`, reason: 'affects_nothing_listed' });
      } else {
        const version = line === null ? null : (lines[line]?.version ?? null);
        vulnerabilities.push({ pointer, line, stated: ofVersion(stated, affected, version, author) });
      }
    }
    if (entriesOf(entry['affects']).length === 0) {
      notUnderstood.push({ pointer, reason: 'affects_nothing_listed' });
    }
  }
  return { vulnerabilities, notUnderstood };
}

/** Its own id, or the first other name that is a published id. */
function identifierOf(entry: Json): string | null {
  return idsOf(entry).find((id) => id.length <= 100 && isVulnerabilityId(id)) ?? null;
}

function idsOf(entry: Json): string[] {
  const references = entriesOf(entry['references']).map(({ entry: reference }) => reference['id']);
  return [entry['id'], ...references].flatMap((id) => textOf(id) ?? []);
}

/** `urn:cdx:<serial>/<version>#<ref>` names a part of this document, or of another one. */
function localRef(ref: unknown): string | null {
  const text = textOf(ref);
  if (!text?.startsWith('urn:cdx:')) return text;
  try {
    return decodeURIComponent(text.split('#')[1] ?? '');
  } catch {
    return null; // a broken escape names nothing
  }
}

/**
 * A VEX statement that clears is the document's own, whoever published the vulnerability: its source is then who speaks in
 * the document, and its note why it is so.
 */
function statedBy(entry: Json, author: string | null): Omit<StatedVulnerability, 'identifier' | 'foundOn'> {
  const analysis = objectOf(entry['analysis']);
  const { url, name } = objectOf(entry['source']);
  const vex = VEX[String(analysis['state'])];
  const [severity, epss] = [severityOf(entry['ratings']), epssOf(entry['ratings'])];
  const published = textOf(url) ?? textOf(name);
  const source = kept(
    vex !== undefined && isCleared({ vex }) ? (author ?? published) : published,
    MAX_SOURCE,
    false,
  );
  const note = kept(textOf(analysis['detail']) ?? textOf(analysis['justification']), MAX_NOTE, true);
  const isMalice = idsOf(entry).some(isIdOfMalice);
  return {
    ...(severity ? { severity } : {}),
    ...(epss === null ? {} : { epss }),
    ...(isMalice ? { malicious: 'yes' as const } : {}),
    ...(vex === undefined ? {} : { vex }),
    ...(source === null ? {} : { source }),
    ...(note === null ? {} : { note }),
  };
}

/** Where the document says that this very version is not affected, that is what is known of it, by the document. */
function ofVersion(
  stated: StatedVulnerability,
  affected: Json,
  version: string | null,
  author: string | null,
): StatedVulnerability {
  const said = entriesOf(affected['versions']).find(
    ({ entry }) => version !== null && entry['version'] === version && entry['status'] === 'unaffected',
  );
  if (!said || stated.vex !== undefined) return stated;
  const source = kept(author, MAX_SOURCE, false) ?? stated.source;
  const note = stated.note ?? `affects.versions: ${String(version)} unaffected`;
  return { ...stated, vex: 'not_affected', note, ...(source === undefined ? {} : { source }) };
}

function severityOf(ratings: unknown): StatedVulnerability['severity'] {
  const rated = entriesOf(ratings).map(({ entry }) => entry);
  for (const [method, version] of METHODS) {
    const scores = rated
      .filter((rating) => rating['method'] === method)
      .map((rating) => rating['score'])
      .filter((score) => typeof score === 'number' && score >= 0 && score <= 10) as number[];
    // One decimal, as CVSS has it; what is finer is rounded to the worse side.
    if (scores.length > 0) return { version, score: Math.ceil(Math.max(...scores) * 10 - 1e-9) / 10 };
  }
  return undefined;
}

function epssOf(ratings: unknown): number | null {
  const rating = entriesOf(ratings).find(({ entry }) =>
    /\bepss\b/i.test(textOf(objectOf(entry['source'])['name']) ?? ''),
  );
  const score = rating?.entry['score'];
  return typeof score === 'number' && score >= 0 && score <= 1 ? score : null;
}

function dayOf(instant: unknown): string | null {
  const day = typeof instant === 'string' ? instant.slice(0, 10) : '';
  return isCalendarDate(day) ? day : null;
}

function kept(text: string | null, max: number, multiline: boolean): string | null {
  return text !== null && [...text].length <= max && isPlainText(text, multiline) ? text : null;
}
