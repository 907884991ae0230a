import type { FieldError } from '../../../kernel/domain-error.js';

/** What the rules on one vulnerability of a component look at; days are YYYY-MM-DD. */
export interface Finding {
  identifier: string;
  knownExploited: string;
  malicious: string;
  foundOn: string;
  remediatedOn: string | null;
}

/** What a statement rests on that clears an exploited vulnerability. */
export interface Clearance extends Pick<Finding, 'knownExploited' | 'remediatedOn'> {
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

/**
 * What is missing of a VEX statement by which a vulnerability that is known to be exploited does not touch this version: who
 * says so, and why. It closes the gate, so nobody may make it by a word.
 */
export function clearanceProblems({ knownExploited, remediatedOn, vex, ...said }: Clearance): FieldError[] {
  if (knownExploited !== 'yes' || remediatedOn !== null || !CLEARED.includes(vex)) return [];
  return (['source', 'note'] as const)
    .filter((field) => (said[field] ?? '').trim() === '')
    .map((field) => ({ pointer: `/${field}`, code: 'needed-with', params: { other: `vex: ${vex}` } }));
}

/** Whether it keeps standing whatever anybody wishes: stated to be adverse, and no day of a remediation. */
export function isOpenAdverse(finding: Finding): boolean {
  return finding.remediatedOn === null && ADVERSE.some((field) => finding[field] === 'yes');
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
