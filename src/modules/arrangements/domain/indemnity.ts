import type { FieldError } from '../../../kernel/domain-error.js';
import type { Money } from './arrangement.js';

/** What is claimed, and of what kind: the first three are asked of every arrangement (paragraph 26(c)). */
export const INDEMNITY_RISKS = ['ip_output', 'ip_training_data', 'privacy', 'other'] as const;
export const CAP_BASES = ['per_claim', 'per_year', 'in_total', 'fees_paid', 'unknown'] as const;
/** Whether conditions are recorded, stated not to exist, or not known: an empty list alone says nothing. */
export const CONDITIONS_STATUSES = ['known', 'none', 'unknown'] as const;
/** What a condition asks for, where the register can see what breaks it. */
export const CONDITION_KINDS = ['not_fine_tuned', 'filters_on', 'paid_tier', 'other', 'unknown'] as const;
export const DEFENCES = ['provider', 'firm', 'joint', 'unknown'] as const;

export interface IndemnityCondition {
  text: string;
  kind: string;
  /** Whether the firm meets it: yes, no or unknown. */
  met: string;
  /** The document that shows that it is met. */
  evidenceId: string | null;
  /** What breaks it, where it is not met. */
  brokenBy: string | null;
}

/** What an indemnity says. */
export interface IndemnityTerms {
  risk: string;
  /** What is claimed, where the risk is `other`. */
  label: string | null;
  protection: string;
  cap: Money | null;
  capBase: string;
  conditionsStatus: string;
  conditions: readonly IndemnityCondition[];
  exclusions: readonly string[];
  /** Who controls the defence. */
  defence: string;
  /** Within how many days a claim must be told. */
  noticeDays: number | null;
  noticeDuty: string | null;
  survivesTermination: string;
  clause: string | null;
  source: string | null;
}

const PROMISES: ReadonlySet<string> = new Set(['uncapped', 'capped']);

/** Everything that an indemnity says and that cannot be true together; references are looked up elsewhere. */
export function indemnityProblems(terms: IndemnityTerms): FieldError[] {
  return [...labelProblems(terms), ...capProblems(terms), ...conditionProblems(terms)];
}

function labelProblems({ risk, label }: IndemnityTerms): FieldError[] {
  if (risk === 'other' && label === null) {
    return [{ pointer: '/label', code: 'needed-with', params: { other: 'risk: other' } }];
  }
  if (risk !== 'other' && label !== null) {
    return [{ pointer: '/label', code: 'only-with', params: { other: 'risk: other' } }];
  }
  return [];
}

/** A cap is a cap of something promised; one that is not told is unknown, and not absent. */
function capProblems({ protection, cap, capBase }: IndemnityTerms): FieldError[] {
  if (protection === 'capped') return [];
  const only = (pointer: string): FieldError => ({
    pointer,
    code: 'only-with',
    params: { other: 'protection: capped' },
  });
  return [...(cap === null ? [] : [only('/cap')]), ...(capBase === 'unknown' ? [] : [only('/capBase')])];
}

function conditionProblems({ protection, conditionsStatus, conditions }: IndemnityTerms): FieldError[] {
  const problems = conditions.flatMap(({ met, evidenceId, brokenBy }, i): FieldError[] => {
    const at = (field: string): string => `/conditions/${i}/${field}`;
    if (met === 'no' && brokenBy === null) {
      return [{ pointer: at('brokenBy'), code: 'needed-with', params: { other: 'met: no' } }];
    }
    if (met !== 'no' && brokenBy !== null) {
      return [{ pointer: at('brokenBy'), code: 'only-with', params: { other: 'met: no' } }];
    }
    return met === 'no' && evidenceId !== null
      ? [{ pointer: at('evidenceId'), code: 'contradiction', params: { other: 'met' } }]
      : [];
  });
  const listed = conditions.length > 0;
  if (listed !== (conditionsStatus === 'known')) {
    problems.push({ pointer: '/conditionsStatus', code: 'contradiction', params: { other: 'conditions' } });
  }
  if (listed && !PROMISES.has(protection)) {
    const other = 'protection: uncapped, capped';
    problems.push({ pointer: '/conditions', code: 'only-with', params: { other } });
  }
  return problems;
}
