import { adverseFindings } from './adverse-findings.js';
import type { NotApplying } from './applicable.js';
import { isSelfHosted, trainingUseOf } from './domains/data-leakage.js';
import type { SubjectFacts, YesNo } from './facts.js';
import { type GateCode, type Method, valueOf } from './method.js';

export interface Gate {
  readonly code: GateCode;
  /** The least that is reported while the gate is open, 0…100. */
  readonly floor: number;
  /** What is not allowed meanwhile. */
  readonly block: 'approval' | 'go_live' | null;
  readonly because: readonly Reason[];
}

/** One thing that makes a gate fire. */
export interface Reason {
  readonly code: ReasonCode;
  /** The component or node that it is about. */
  readonly about?: string;
  /** What was read: a code, a vulnerability, a node, a number. */
  readonly read?: string;
}

export type ReasonCode =
  | 'malicious_version'
  | 'exploited_vulnerability'
  | 'no_human_review_designed'
  | 'no_human_review_operating'
  | 'territory'
  | 'training_possible'
  | 'no_dependency_recorded'
  | 'single_point_of_failure'
  | 'stops_several_high_risk'
  | 'no_ip_indemnity'
  | 'no_privacy_indemnity'
  | 'validation'
  | 'due_diligence'
  | 'contingency_plan'
  | 'responsibility'
  | 'notification_decision'
  | 'confidence_below';

/**
 * The gates that fire on a subject (methodology 4.4, "Gates"). What is not known is answered with the bad answer. G7,
 * which reads the confidence, is asked apart: `confidenceGate`.
 * @param facts settled by `applicable`
 * @param today YYYY-MM-DD
 */
export function gates(facts: SubjectFacts, method: Method, notApplying: NotApplying, today: string): Gate[] {
  const { floors } = method;
  const high = facts.tier === 'T1';
  const upper = high || facts.tier === 'T2';
  const critical = facts.criticalOperation !== 'no';
  const fired: Gate[] = [];
  const fire = (
    code: GateCode,
    floor: number,
    because: readonly Reason[],
    block: Gate['block'] = null,
  ): void => {
    if (because.length > 0) fired.push({ code, floor, block, because });
  };
  fire('G1', floors.G1, exploited(facts));
  if (high) fire('G2', floors.G2, unreviewed(facts, method, today), 'approval');
  if (!notApplying.has('terms')) fire('G3', floors.G3, unsupported(facts));
  fire('G4', floors.G4, trainable(facts, method));
  if (upper || critical) fire('G5', floors.G5, stoppedByOne(facts, method));
  const hurt = unindemnified(facts, notApplying);
  if (high) fire('G6', floors.G6.T1, hurt);
  else if (reachesClients(facts)) fire('G6', floors.G6.other, hurt);
  fire('G8', floors.G8, stopsSeveral(facts, method));
  if (upper && facts.validation !== 'valid') {
    const floor = high ? floors.G9.T1 : floors.G9.T2;
    fire('G9', floor, [{ code: 'validation', read: facts.validation }], high ? 'approval' : null);
  }
  if (!notApplying.has('P') && facts.dueDiligence !== 'in_date') {
    fire('G10', upper ? floors.G10.upper : floors.G10.lower, [
      { code: 'due_diligence', read: facts.dueDiligence },
    ]);
  }
  if ((upper || critical) && facts.contingencyPlan !== 'approved') {
    fire('G11', floors.G11, [{ code: 'contingency_plan', read: facts.contingencyPlan }]);
  }
  if (!notApplying.has('responsibility') && facts.responsibilityAllocation !== 'all_assigned') {
    fire('G12', floors.G12, [{ code: 'responsibility', read: facts.responsibilityAllocation }]);
  }
  if (high && !DECIDED.has(facts.notificationDecision)) {
    fire('G13', floors.G13, [{ code: 'notification_decision', read: facts.notificationDecision }], 'go_live');
  }
  return fired;
}

/** G7: so little is known that the score cannot be called low. `confidence` is 0…1. */
export function confidenceGate(confidence: number, method: Method): Gate[] {
  const step = method.floors.G7.find(({ below }) => rounded(confidence) < below);
  return step
    ? [
        {
          code: 'G7',
          floor: step.floor,
          block: null,
          because: [{ code: 'confidence_below', read: String(step.below) }],
        },
      ]
    : [];
}

/** To nine decimals, for comparing with a threshold: the last bits of a sum must not decide. */
export function rounded(value: number): number {
  return Math.round(value * 1e9) / 1e9;
}

const DECIDED: ReadonlySet<string> = new Set(['notify', 'not_required']);
const NO_INDEMNITY: ReadonlySet<string> = new Set(['excluded', 'silent', 'unknown']);
const CLIENTS: ReadonlySet<string> = new Set(['client', 'investor', 'unknown']);

/** G1: known to be exploited and not cleared, or found to be malicious. */
function exploited(facts: SubjectFacts): Reason[] {
  return (facts.components ?? []).flatMap((component) =>
    adverseFindings(component).map((finding) => ({ ...finding, about: component.id })),
  );
}

/** G2: nobody is designed to stand in the loop, or, three months after going live, nobody does. */
function unreviewed(facts: SubjectFacts, method: Method, today: string): Reason[] {
  if (facts.sfcFlexibility === 'granted') return [];
  const { design, operating } = facts.controls.M?.['humanInTheLoop'] ?? { design: null, operating: null };
  if ((design ?? 0) < 1) return [{ code: 'no_human_review_designed' }];
  const late = isPast(facts.liveOn, method.humanReview.days, today);
  return late && (operating ?? 0) < method.humanReview.operating
    ? [{ code: 'no_human_review_operating' }]
    : [];
}

/** Whether a day so many days after a date has come; for a date that is not known it has. */
function isPast(date: string, days: number, today: string): boolean {
  if (date === 'n_a') return false;
  const start = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(start) || Date.parse(`${today}T00:00:00Z`) - start >= days * 86_400_000;
}

function unsupported({ territory }: SubjectFacts): Reason[] {
  return territory === 'supported' || territory === 'restricted'
    ? []
    : [{ code: 'territory', read: territory }];
}

/** G4: personal data on machines of others, where a model may be trained on it. */
function trainable(facts: SubjectFacts, method: Method): Reason[] {
  const personal = valueOf(method, 'sensitivity', 'personal');
  const classes = facts.dataClasses.length === 0 ? ['unknown'] : facts.dataClasses;
  const sensitive = classes.filter((code) => valueOf(method, 'sensitivity', code) >= personal);
  const excluded = isSelfHosted(facts.deployment) || trainingUseOf(facts) === 'contractually_excluded';
  return sensitive.length === 0 || excluded
    ? []
    : [{ code: 'training_possible', about: sensitive[0], read: facts.trainingUse }];
}

/** G5: one node alone stops the use case, and no good enough fallback is independent of it. */
function stoppedByOne({ graph }: SubjectFacts, method: Method): Reason[] {
  if (graph === null) return [{ code: 'no_dependency_recorded' }];
  if (graph.singlePoint === null || rounded(graph.fallback) >= method.fallbackNeeded) return [];
  return [{ code: 'single_point_of_failure', about: graph.singlePoint.node }];
}

/** G8: one node stops several uses of the highest tier. */
function stopsSeveral(facts: SubjectFacts, method: Method): Reason[] {
  const { graph } = facts;
  if (graph !== null) {
    return graph.sharedNode !== null && graph.highRiskStopped >= method.sharedHighRisk
      ? [{ code: 'stops_several_high_risk', about: graph.sharedNode.node, read: graph.sharedNode.through }]
      : [];
  }
  const all = facts.otherHighRisk + (facts.tier === 'T1' || facts.provisional ? 1 : 0);
  return all >= method.sharedHighRisk ? [{ code: 'no_dependency_recorded' }] : [];
}

/** G6: a breach by the provider could hurt, and neither a contract nor a measure answers for it. */
function unindemnified(facts: SubjectFacts, notApplying: NotApplying): Reason[] {
  const open = (material: YesNo, measure: YesNo, protections: readonly string[]): boolean =>
    material !== 'no' && measure !== 'yes' && protections.some((protection) => NO_INDEMNITY.has(protection));
  const because: Reason[] = [];
  if (
    !notApplying.has('ip') &&
    open(facts.ipBreachMaterial, facts.ipProtectiveMeasure, [facts.ipOutput, facts.ipTraining])
  ) {
    because.push({ code: 'no_ip_indemnity' });
  }
  if (open(facts.privacyBreachMaterial, facts.privacyProtectiveMeasure, [facts.privacyIndemnity])) {
    because.push({ code: 'no_privacy_indemnity' });
  }
  return because;
}

function reachesClients(facts: SubjectFacts): boolean {
  const recipients = facts.recipients.length === 0 ? ['unknown'] : facts.recipients;
  return (
    facts.clientsInteract !== 'no' ||
    facts.affectsClients !== 'no' ||
    recipients.some((recipient) => CLIENTS.has(recipient))
  );
}
