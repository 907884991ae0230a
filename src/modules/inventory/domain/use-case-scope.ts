import type { FieldError } from '../../../kernel/domain-error.js';

/** Whether the circular applies to a use case, as it was decided (paragraph 6, rule R-06). */
export interface ScopeDecision {
  scopeDecision: string;
  scopeRegulatedActivities: string[];
  scopeReason: string | null;
  scopeDecidedBy: string | null;
  scopeDecidedOn: string | null;
  scopeExpiresOn: string | null;
}

/** What a request may say of it; who decided, and when, is not the caller's to say. */
export type ScopeInput = Partial<Omit<ScopeDecision, 'scopeDecidedBy' | 'scopeDecidedOn'>>;

const MEMBERS = ['scopeDecision', 'scopeRegulatedActivities', 'scopeReason', 'scopeExpiresOn'] as const;

export const UNDECIDED: ScopeDecision = {
  scopeDecision: 'unknown',
  scopeRegulatedActivities: [],
  scopeReason: null,
  scopeDecidedBy: null,
  scopeDecidedOn: null,
  scopeExpiresOn: null,
};

/**
 * The decision after a request: null when it does not touch it. Another decision leaves the reason and the expiry of
 * the old one behind; whoever changes any part of a decision has decided.
 * @param person who asks, null for a system
 * @param today YYYY-MM-DD
 */
export function decideScope(
  current: ScopeDecision,
  input: ScopeInput,
  person: string | null,
  today: string,
): ScopeDecision | null {
  if (MEMBERS.every((member) => input[member] === undefined)) return null;
  const decision = input.scopeDecision ?? current.scopeDecision;
  const isAnother = decision !== current.scopeDecision;
  const kept = isAnother ? { ...current, scopeReason: null, scopeExpiresOn: null } : current;
  const next = Object.fromEntries(
    MEMBERS.map((member) => [member, input[member] === undefined ? kept[member] : input[member]]),
  ) as Required<ScopeInput>;
  if (MEMBERS.every((member) => JSON.stringify(next[member]) === JSON.stringify(current[member])))
    return null;
  const decided = decision !== 'unknown';
  return { ...next, scopeDecidedBy: decided ? person : null, scopeDecidedOn: decided ? today : null };
}

/** Outside is a statement with a reason that must be looked at again within twelve months; else nothing expires. */
export function scopeProblems(scope: ScopeDecision, today: string): FieldError[] {
  const isOut = scope.scopeDecision === 'out';
  const expiry = scope.scopeExpiresOn;
  if (!isOut) {
    return expiry === null
      ? []
      : [{ pointer: '/scope/expiresOn', code: 'only-with', params: { other: 'scope.decision "out"' } }];
  }
  const problems: FieldError[] = [];
  const missing = (member: string): void => {
    problems.push({
      pointer: `/scope/${member}`,
      code: 'needed-with',
      params: { other: 'scope.decision "out"' },
    });
  };
  if (!scope.scopeReason) missing('reason');
  if (expiry === null) missing('expiresOn');
  const latest = oneYearAfter(today);
  if (expiry !== null && (expiry < today || expiry > latest)) {
    problems.push({ pointer: '/scope/expiresOn', code: 'range', params: { min: today, max: latest } });
  }
  return problems;
}

/** The same day twelve months later; 29 February becomes 28 February. */
export function oneYearAfter(date: string): string {
  const year = String(Number(date.slice(0, 4)) + 1).padStart(4, '0');
  return date.endsWith('-02-29') ? `${year}-02-28` : `${year}${date.slice(4)}`;
}
