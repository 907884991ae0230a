import { makesCadenceFaster } from '../../continuity/changes.public.js';
import type { FailureFact } from './assurance-of-use.js';
import { DueDiligences } from './due-diligence.js';
import type { ClaimFact } from './not-applicable.js';
import { NotificationDecisions } from './notification-decisions.js';
import { type Placed, PlacedRecords } from './placed-records.js';
import { ContingencyPlans } from './plan-control.js';
import { type RecordedControl, RecordedControls } from './recorded-controls.js';
import type { ScoreFacts, Source } from './score-facts.js';

/** A change event by which a provider may be keeping back what it told before. */
export interface WithdrawalFact extends Placed {
  readonly kind: string;
  readonly state: string;
  readonly source: Source;
}

export type BesideFacts = Pick<
  ScoreFacts,
  'controls' | 'plans' | 'diligence' | 'notices' | 'failures' | 'claims' | 'withdrawals'
>;

/** What is other than it was. */
export interface OtherBeside {
  readonly controls: readonly RecordedControl[];
  readonly placed: readonly Placed[];
  /** Ids of use cases. */
  readonly useCases: readonly string[];
  /** Ids of providers. */
  readonly providers: readonly string[];
}

/** What is recorded beside the graph, by where it counts. */
export class BesideTheGraph {
  readonly controls: RecordedControls;
  readonly plans: ContingencyPlans;
  readonly diligence: DueDiligences;
  readonly notices: NotificationDecisions;
  /** What failed, on more than one use case. */
  readonly failures: PlacedRecords<FailureFact>;
  /** That something does not apply. */
  readonly claims: PlacedRecords<ClaimFact>;
  /** By which monitoring is one step faster. */
  readonly withdrawals: PlacedRecords<WithdrawalFact>;

  /** @param today YYYY-MM-DD */
  constructor(facts: BesideFacts, today: string) {
    this.controls = new RecordedControls(facts.controls);
    this.plans = new ContingencyPlans(facts.plans);
    this.diligence = new DueDiligences(facts.diligence, today);
    this.notices = new NotificationDecisions(facts.notices);
    this.failures = new PlacedRecords(facts.failures);
    this.claims = new PlacedRecords(facts.claims);
    this.withdrawals = new PlacedRecords(
      facts.withdrawals.filter(({ kind, state }) => makesCadenceFaster({ kind, state, isRetired: false })),
    );
  }

  differing(others: BesideTheGraph): OtherBeside {
    return {
      controls: this.controls.differing(others.controls),
      placed: [
        ...this.failures.differing(others.failures),
        ...this.claims.differing(others.claims),
        ...this.withdrawals.differing(others.withdrawals),
      ],
      useCases: [...this.plans.differing(others.plans), ...this.notices.differing(others.notices)],
      providers: this.diligence.differing(others.diligence).map(({ providerId }) => providerId),
    };
  }
}
