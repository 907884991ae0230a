import { addDays } from '../../../kernel/clock.js';
import type { FieldError } from '../../../kernel/domain-error.js';

/** From the widest to the narrowest: what is recorded further down holds in place of what is inherited (footnote 13). */
export const CONTROL_LEVELS = ['firm', 'provider', 'component', 'arrangement', 'arrangement_use'] as const;
export type ControlLevel = (typeof CONTROL_LEVELS)[number];

export const CONTROL_DOMAINS = ['D', 'M', 'L', 'S', 'R', 'C', 'P'] as const;

/**
 * The controls of each domain that somebody records (methodology 4.4). How limits are kept, how long a provider's notice is, and
 * whether a contingency plan is approved and exercised, and whether due diligence is in date, the register sees by itself; human review is recorded by its parts.
 */
export const CONTROLS: Readonly<Record<(typeof CONTROL_DOMAINS)[number], readonly string[]>> = {
  D: ['encryption', 'input_controls', 'segregation', 'settings_checked'],
  M: [
    ...['own_validation', 'end_to_end_test', 'monitoring'],
    ...['human_in_the_loop', 'sampling', 'prompt_variation', 'disclosure'],
  ],
  L: ['legal_review', 'indemnity_conditions', 'output_ip_filter'],
  S: ['bom_in_date', 'scan_patch_sla', 'adversarial_test', 'responsibility', 'suspension_tested'],
  R: ['fallback', 'exit_plan'],
  C: ['second_source'],
  P: ['monitoring', 'reports_reviewed'],
};
export const CONTROL_CODES = [...new Set(Object.values(CONTROLS).flat())].sort();

/** How well a control is designed, or operates: not, in part, or fully. */
export const CONTROL_STATES = [0, 0.5, 1] as const;

/** What a control is of; the fields of other levels are null. */
export interface ControlSubject {
  level: string;
  /** Null: of all legal entities. */
  legalEntityId: string | null;
  providerId: string | null;
  componentId: string | null;
  arrangementId: string | null;
  useCaseId: string | null;
}

/** What is said of a control, and may be changed. */
export interface ControlFacts {
  /** 0, 0.5 or 1; null: not known. */
  design: number | null;
  operating: number | null;
  evidenceId: string | null;
  /** YYYY-MM-DD: the last day on which it counts. */
  validTo: string;
  /** Why it holds in place of what is inherited. */
  reason: string | null;
  description: string | null;
}

export interface ControlIdentity extends ControlSubject {
  domain: string;
  control: string;
}

/** So long may a control count without being looked at again, in days: two years. */
const MOST_DAYS = 731;

type SubjectField = Exclude<keyof ControlSubject, 'level' | 'legalEntityId'>;
const FIELDS_OF_LEVEL: Readonly<Record<ControlLevel, readonly SubjectField[]>> = {
  firm: [],
  provider: ['providerId'],
  component: ['componentId'],
  arrangement: ['arrangementId'],
  arrangement_use: ['arrangementId', 'useCaseId'],
};
const SUBJECT_FIELDS = ['providerId', 'componentId', 'arrangementId', 'useCaseId'] as const;

/** What is missing of the subject of a level, or does not belong to it, and a control that the domain has not. */
export function identityProblems(identity: ControlIdentity): FieldError[] {
  const { level, domain, control } = identity;
  const wanted = FIELDS_OF_LEVEL[level as ControlLevel];
  const other = `level: ${level}`;
  const subject = SUBJECT_FIELDS.flatMap((field): FieldError[] => {
    const isGiven = identity[field] !== null;
    if (wanted.includes(field) === isGiven) return [];
    const code = isGiven ? 'contradiction' : 'needed-with';
    return [{ pointer: `/${field}`, code, params: { other } }];
  });
  const known = CONTROLS[domain as keyof typeof CONTROLS];
  return [
    ...subject,
    ...(known.includes(control)
      ? []
      : [{ pointer: '/control', code: 'code', params: { codes: known.join(', ') } }]),
  ];
}

const STATES = ['design', 'operating'] as const;

/** What was found to be less than full may be raised, with a document, and is not forgotten. */
export function forgottenProblems(current: ControlFacts, wanted: Partial<ControlFacts>): FieldError[] {
  return STATES.filter((field) => isLess(current[field]) && wanted[field] === null).map((field) => ({
    ...{ pointer: `/${field}`, code: 'not-to-be-forgotten' },
  }));
}

/**
 * Why a control cannot be retired: what it says less than full would be forgotten with it.
 * @param isInherited whether something wider would hold in its place
 * @param counts whether its last day has not passed, and its document is in date
 */
export function retirementProblems(
  control: ControlFacts,
  isInherited: boolean,
  counts: boolean,
): FieldError[] {
  if (STATES.some((field) => isLess(control[field]))) return [{ pointer: '', code: 'not-to-be-forgotten' }];
  const isFull = counts && STATES.every((field) => control[field] === 1);
  return isInherited && !isFull ? [{ pointer: '', code: 'hides-what-is-inherited' }] : [];
}

function isLess(state: number | null): boolean {
  return state !== null && state < 1;
}

/**
 * What is said of a control and cannot stand.
 * @param today YYYY-MM-DD, where its legal entity is
 */
export function factProblems({ operating, evidenceId, validTo }: ControlFacts, today: string): FieldError[] {
  return [
    // That it operates is for a document to show; that it does not is believed.
    ...((operating ?? 0) > 0 && evidenceId === null
      ? [{ pointer: '/evidenceId', code: 'needed-with', params: { other: 'operating' } }]
      : []),
    ...(validTo < today || validTo > addDays(today, MOST_DAYS)
      ? [{ pointer: '/validTo', code: 'within-two-years' }]
      : []),
  ];
}
