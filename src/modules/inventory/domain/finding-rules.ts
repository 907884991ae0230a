import type { FieldError } from '../../../kernel/domain-error.js';

/** What the rules on one vulnerability of a component look at; days are YYYY-MM-DD. */
export interface Finding {
  identifier: string;
  knownExploited: string;
  malicious: string;
  foundOn: string;
  remediatedOn: string | null;
}

/** What a statement rests on by which a finding does not count. */
export interface Clearance extends Pick<
  Finding,
  'identifier' | 'knownExploited' | 'malicious' | 'remediatedOn'
> {
  vex: string;
  source: string | null;
  note: string | null;
}

/** Statements that are adverse when they are `yes`. Unknown counts like yes, but is nobody's statement yet. */
const ADVERSE = ['knownExploited', 'malicious'] as const;
type Adverse = (typeof ADVERSE)[number];

/** Which adverse statements were ever made of a finding. */
export type EverAdverse = Readonly<Record<Adverse, boolean>>;

/**
 * Days that cannot be.
 * @param today YYYY-MM-DD
 */
export function findingDayProblems(
  { foundOn, remediatedOn }: Partial<Pick<Finding, 'foundOn' | 'remediatedOn'>>,
  today: string,
): FieldError[] {
  const problems: FieldError[] = [];
  if (foundOn && foundOn > today) problems.push({ pointer: '/foundOn', code: 'not-in-future' });
  if (!remediatedOn) return problems;
  if (remediatedOn > today) problems.push({ pointer: '/remediatedOn', code: 'not-in-future' });
  else if (foundOn && remediatedOn < foundOn) {
    problems.push({ pointer: '/remediatedOn', code: 'contradiction', params: { other: 'foundOn' } });
  }
  return problems;
}

const CLEARED: readonly string[] = ['not_affected', 'fixed'];

/** Malicious packages have ids of their own in OSV. */
export function isIdOfMalice(identifier: string): boolean {
  return /^MAL-/i.test(identifier);
}

/**
 * What is missing of a statement that keeps a gate closed: who says so, and why. That is a VEX statement by which a
 * vulnerability that may be exploited does not touch this version, and that a version is not malicious although the finding
 * is named as one of malice. Nobody may make it by a word.
 */
export function clearanceProblems(said: Clearance): FieldError[] {
  const { identifier, knownExploited, malicious, remediatedOn, vex } = said;
  if (remediatedOn !== null) return [];
  const isCleared = knownExploited !== 'no' && CLEARED.includes(vex);
  const isDenied = isIdOfMalice(identifier) && malicious === 'no';
  if (!isCleared && !isDenied) return [];
  const other = isCleared ? `vex: ${vex}` : 'malicious: no';
  return (['source', 'note'] as const)
    .filter((field) => (said[field] ?? '').trim() === '')
    .map((field) => ({ pointer: `/${field}`, code: 'needed-with', params: { other } }));
}

/** By a VEX statement. */
export function isCleared({ vex }: Pick<Clearance, 'vex'>): boolean {
  return CLEARED.includes(vex);
}

/** Whether a finding counts in no score: remediated, or cleared by VEX and not one of malice. Only then it may be retired. */
export function isClosed({
  malicious,
  remediatedOn,
  vex,
}: Pick<Clearance, 'malicious' | 'remediatedOn' | 'vex'>): boolean {
  return remediatedOn !== null || (malicious === 'no' && CLEARED.includes(vex));
}

/**
 * Where a change would make an adverse finding go away without a dated remediation: by a milder statement, by naming
 * another vulnerability, or by taking back the day that had allowed a milder statement before.
 */
export function stickyProblems(current: Finding, wanted: Finding, ever: EverAdverse): FieldError[] {
  if (wanted.remediatedOn !== null) return [];
  const milder = ADVERSE.filter((field) => current[field] === 'yes' && wanted[field] !== 'yes');
  const places = milder.map((field) => `/${field}`);
  const isRenamed = wanted.identifier.toLowerCase() !== current.identifier.toLowerCase();
  if (isRenamed && ADVERSE.some((field) => current[field] === 'yes')) places.push('/identifier');
  const isTakenBack = current.remediatedOn !== null;
  if (isTakenBack && ADVERSE.some((field) => ever[field] && wanted[field] !== 'yes'))
    places.push('/remediatedOn');
  return places.map((pointer) => ({ pointer, code: 'not-remediated' }));
}
