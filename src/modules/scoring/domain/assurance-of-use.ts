import { VALIDATION_SCOPE } from '../../diligence/assurance.public.js';
import type { Controls, ControlState, SubjectFacts } from '../engine/facts.js';
import type { Domain, TestName } from '../engine/method.js';
import {
  type ActivityFact,
  type ActivityKind,
  type AssuredUse,
  type Decided,
  decided,
  hasOpenIssue,
  isMinor,
} from './assurance-activities.js';
import type { Placed } from './placed-records.js';
import type { Source } from './score-facts.js';

/** What failed on a component, a provider or a legal entity as a whole, and was not remedied. */
export interface FailureFact extends Placed {
  readonly kind: ActivityKind;
  readonly performedOn: string;
  readonly source: Source;
}

/** What tests found of the operation of a control. */
export interface Evidence {
  /** What they show; null: nothing. */
  readonly shown: number | null;
  /** Whatever is recorded of the control, it does not operate better. */
  readonly most: number;
}

/** What was done to be sure of a use, as the method asks for it. */
export interface AssuranceOfUse {
  readonly validation: string;
  readonly tests: SubjectFacts['tests'];
  /** YYYY-MM-DD of a monitoring run that holds; null: there is none. */
  readonly monitoredOn: string | null;
  /** By domain and control. */
  readonly evidence: Readonly<Record<string, Evidence>>;
  readonly records: readonly { readonly id: string; readonly source: Source }[];
}

/** The test whose result a kind of activity is. */
const TEST_OF: Readonly<Partial<Record<ActivityKind, TestName>>> = {
  validation: 'bias',
  accuracy_test: 'accuracy',
  monitoring_run: 'drift',
  prompt_variation_test: 'promptVariation',
};

/** The controls whose operation a kind of activity shows. Of the other kinds the method reads nothing. */
const CONTROLS_OF: Readonly<Partial<Record<ActivityKind, readonly string[]>>> = {
  validation: ['M.ownValidation'],
  end_to_end_test: ['M.endToEndTest'],
  accuracy_test: [],
  monitoring_run: ['M.monitoring'],
  prompt_variation_test: ['M.promptVariation'],
  human_review_sample: ['M.humanInTheLoop', 'M.sampling'],
  disclosure_check: ['M.disclosure'],
  adversarial_test: ['S.adversarialTest'],
  suspension_test: ['S.suspensionTested'],
  legal_review: ['L.legalReview'],
};

/** The kinds that scores read. */
export const READ_KINDS = Object.keys(CONTROLS_OF) as ActivityKind[];

/** Of a provider as a whole, monitoring is what the provider is watched by. */
const MONITORING_OF_PROVIDER = 'P.monitoring';
const FAILED: Evidence = { shown: 0, most: 0 };

/**
 * @param activities on the use case, the newest first
 * @param failures of what the use stands on
 */
export function assuranceOf(
  activities: readonly ActivityFact[],
  failures: readonly FailureFact[],
  use: AssuredUse,
): AssuranceOfUse {
  const found = new Map<ActivityKind, Decided>();
  for (const kind of READ_KINDS) {
    const one = decided(
      activities.filter((activity) => activity.kind === kind),
      use,
      isWhole,
    );
    if (one !== null) found.set(kind, one);
  }
  const validations = activities.filter(({ kind }) => kind === 'validation');
  const bias = decided(validations, use, looksAtPerformance) ?? undefined;
  const failed = new Set(failures.filter((one) => !isOfProvider(one)).map(({ kind }) => kind));
  const monitoring = found.get('monitoring_run');
  return {
    validation: failed.has('validation') ? 'invalid' : validationOf(found.get('validation')),
    tests: testsOf({ ...Object.fromEntries(found), validation: bias }, failed),
    monitoredOn: monitoring?.standing === 'holds' ? monitoring.lastOn : null,
    evidence: evidenceOf(found, failures, failed),
    records: [
      ...[...found.values(), ...(bias ? [bias] : [])].map(({ activity }) => activity),
      ...failures,
    ].map(({ id, performedOn, source }) => ({ id, source: { ...source, observedOn: performedOn } })),
  };
}

/** What the records say of controls, with what tests found of their operation. */
export function withEvidence(controls: Controls, evidence: AssuranceOfUse['evidence']): Controls {
  const shown = Object.entries(evidence);
  if (shown.length === 0) return controls;
  const all: Partial<Record<Domain, Record<string, ControlState>>> = {};
  for (const [domain, states] of Object.entries(controls)) all[domain as Domain] = { ...states };
  for (const [key, one] of shown) {
    const [domain, control] = key.split('.') as [Domain, string];
    const { design, operating } = all[domain]?.[control] ?? { design: null, operating: null };
    (all[domain] ??= {})[control] = { design, operating: operatingBy(operating, one) };
  }
  return all;
}

/** A test that holds shows that a control operates, as a document would; what it found wanting beats either. */
function operatingBy(recorded: number | null, { shown, most }: Evidence): number | null {
  const claimed = recorded === null || shown === null ? (recorded ?? shown) : Math.max(recorded, shown);
  return claimed === null ? null : Math.min(claimed, most);
}

/** A validation looks at all that paragraph 13(b) asks for; of others nothing of the sort is asked. */
function isWhole({ kind, scope }: ActivityFact): boolean {
  return kind !== 'validation' || VALIDATION_SCOPE.every((one) => scope.includes(one));
}

/** Bias shows in what the model does. */
function looksAtPerformance({ scope }: ActivityFact): boolean {
  return scope.includes('performance');
}

/** Valid where it holds, looked at all of it, and what it found is dealt with (paragraph 13(b)). */
function validationOf(found: Decided | undefined): string {
  if (found === undefined) return 'unknown';
  const { activity, standing } = found;
  if (standing === 'failed' || standing === 'void') return 'invalid';
  if (standing !== 'holds') return standing;
  if (activity.scope.length === 0) return 'unknown';
  if (!isWhole(activity) || activity.issues.includes('open')) return 'invalid';
  return activity.issues.includes('unknown') ? 'unknown' : 'valid';
}

function testsOf(
  found: Readonly<Partial<Record<ActivityKind, Decided>>>,
  failed: ReadonlySet<ActivityKind>,
): SubjectFacts['tests'] {
  const results = Object.entries(TEST_OF).map(([kind, test]) => [
    test,
    failed.has(kind as ActivityKind) ? 'failed' : resultOf(found[kind as ActivityKind]),
  ]);
  return Object.fromEntries(results) as SubjectFacts['tests'];
}

/** That one is missing is known where it was done, and does not speak any more; where none is recorded, nobody knows. */
function resultOf(found: Decided | undefined): string {
  if (found === undefined) return 'unknown';
  const { activity, standing } = found;
  switch (standing) {
    case 'failed':
      return 'failed';
    case 'expired':
    case 'void':
      return 'missing';
    case 'unknown':
      return 'unknown';
    case 'holds':
      if (activity.kind === 'validation' && !looksAtPerformance(activity)) return 'unknown';
      return isMinor(activity) ? 'minor_issues' : 'pass';
  }
}

function evidenceOf(
  found: ReadonlyMap<ActivityKind, Decided>,
  failures: readonly FailureFact[],
  failed: ReadonlySet<ActivityKind>,
): Record<string, Evidence> {
  const all: Record<string, Evidence> = {};
  for (const kind of READ_KINDS) {
    const evidence = failed.has(kind) ? FAILED : shownBy(found.get(kind));
    if (evidence === null) continue;
    for (const control of CONTROLS_OF[kind] ?? []) all[control] = evidence;
  }
  if (failures.some(isOfProvider)) all[MONITORING_OF_PROVIDER] = FAILED;
  return all;
}

function shownBy(found: Decided | undefined): Evidence | null {
  if (found === undefined) return null;
  const { activity, standing } = found;
  if (standing === 'failed') return FAILED;
  const shown = standing !== 'holds' || !isWhole(activity) ? null : isMinor(activity) ? 0.5 : 1;
  const most = hasOpenIssue(activity) ? 0.5 : 1;
  return shown === null && most === 1 ? null : { shown, most };
}

function isOfProvider({ kind, providerId }: FailureFact): boolean {
  return kind === 'monitoring_run' && providerId !== null;
}
