import { addMonths } from '../../diligence/due-diligence.public.js';
import type { ControlState } from '../engine/facts.js';
import { type Method, valueOf } from '../engine/method.js';
import type { Source } from './score-facts.js';

/** The newest decision of a legal entity on a provider, as scores read it. */
export interface DiligenceFact {
  /** Id of the assessment. */
  id: string;
  legalEntityId: string;
  providerId: string;
  approved: boolean;
  /** YYYY-MM-DD; null where it was not approved. */
  validFrom: string | null;
  validTo: string | null;
  /** Whether a condition of the approval was not met by its day. */
  overdue: boolean;
  /** The classes of data that a pilot may use; null: no pilot. */
  pilot: readonly string[] | null;
  /** What is concluded of skills, expertise, resources and controls. */
  heads: readonly string[];
  modelRiskFramework: string | null;
  source: Source;
}

/** The use of what providers provide, as far as due diligence goes. */
export interface DiligentUse {
  legalEntityIds: readonly string[];
  tier: string;
  status: string;
  dataClasses: readonly string[];
  /** Null: one that is not recorded. */
  providerIds: readonly (string | null)[];
}

/** What due diligence says of a subject, and the records that say so. */
export interface DiligenceOfUse {
  readonly dueDiligence: string;
  /** Of the control `dueDiligence`; null: nobody did any. */
  readonly state: ControlState | null;
  readonly providerSkills: string;
  /** Adverse or not: what each assessment concludes, as far as it is known. */
  readonly modelRiskFrameworks: readonly string[];
  readonly records: readonly DiligenceFact[];
}

const YEARLY = ['T1', 'T2'];

/**
 * Due diligence by legal entity and provider. Each legal entity of a use case needs its own on each provider; of several the worst
 * counts, and what nobody assessed is unknown. The newest decision counts: a rejection ends an approval.
 */
export class DueDiligences {
  readonly #byKey: ReadonlyMap<string, DiligenceFact>;

  constructor(
    readonly all: readonly DiligenceFact[],
    private readonly today: string,
  ) {
    this.#byKey = new Map(all.map((one) => [keyOf(one.legalEntityId, one.providerId), one]));
  }

  of(use: DiligentUse): DiligenceOfUse {
    const found = use.legalEntityIds.flatMap((entity) =>
      use.providerIds.map((provider) =>
        provider === null ? null : (this.#byKey.get(keyOf(entity, provider)) ?? null),
      ),
    );
    const records = found.filter((one) => one !== null);
    const dueDiligence = worstOf(
      found.map((one) => this.#standing(one, use)),
      STANDINGS,
    );
    return {
      dueDiligence,
      state: STATES[dueDiligence] ?? null,
      providerSkills: worstOf(
        found.map((one) => this.#skills(one)),
        SKILLS,
      ),
      modelRiskFrameworks: records.flatMap(({ modelRiskFramework }) => MRM[modelRiskFramework ?? ''] ?? []),
      records,
    };
  }

  /** Those that are other than they were, or are there on one side alone. */
  differing(others: DueDiligences): DiligenceFact[] {
    const textOf = ({ all }: DueDiligences): ReadonlyMap<string, string> =>
      new Map(all.map((one) => [one.id, JSON.stringify(one)]));
    const [before, after] = [textOf(this), textOf(others)];
    return [...this.all, ...others.all].filter(({ id }) => before.get(id) !== after.get(id));
  }

  /** Whether what was decided holds for a use on the day: it is looked at again the sooner, the more hangs on it. */
  #standing(one: DiligenceFact | null, { tier, status, dataClasses }: DiligentUse): string {
    if (one === null) return 'unknown';
    const { approved, validFrom, validTo, overdue, pilot } = one;
    if (!approved || validFrom === null || validTo === null) return 'missing';
    if (pilot !== null && !isWithin(pilot, status, dataClasses)) return 'missing';
    const refreshedBy = addMonths(validFrom, YEARLY.includes(tier) ? 12 : 24);
    return validTo >= this.today && refreshedBy >= this.today && !overdue ? 'in_date' : 'expired';
  }

  /** The four heads of paragraph 26; what was found once and has expired is not found any more. */
  #skills(one: DiligenceFact | null): string {
    if (one === null) return 'unknown';
    if (one.validTo === null || one.validTo < this.today || one.heads.length === 0) return 'not_assessed';
    return worstOf(
      one.heads.map((head) => (head === 'not_assessable' ? 'not_assessed' : head)),
      SKILLS,
    );
  }
}

/** From the best to the worst. */
const STANDINGS = ['in_date', 'expired', 'missing', 'unknown'];
/** What is designed is done again when it is due; what was rejected is not even that. */
const STATES: Readonly<Record<string, ControlState>> = {
  in_date: { design: 1, operating: 1 },
  expired: { design: 1, operating: 0 },
  missing: { design: 0, operating: 0 },
};
const SKILLS = ['meets', 'gaps', 'not_assessed', 'unknown'];
/** What is concluded of a model risk framework, by the codes of the method. */
const MRM: Readonly<Record<string, string>> = {
  meets: 'effective',
  gaps: 'gaps',
  not_assessable: 'not_assessable',
};

function worstOf(codes: readonly string[], order: readonly string[]): string {
  if (codes.length === 0) return 'unknown';
  return codes.reduce((a, b) => (order.indexOf(b) > order.indexOf(a) ? b : a));
}

/** A pilot may use some classes of data; of a use that is no pilot, or says not which it uses, it says nothing. */
function isWithin(allowed: readonly string[], status: string, dataClasses: readonly string[]): boolean {
  return status === 'pilot' && dataClasses.length > 0 && dataClasses.every((one) => allowed.includes(one));
}

/** What the register says of a framework, and no better than any assessment concluded. */
export function worstFramework(recorded: string, concluded: readonly string[], method: Method): string {
  const worse = (a: string, b: string): string =>
    valueOf(method, 'modelRiskFramework', b) > valueOf(method, 'modelRiskFramework', a) ? b : a;
  return concluded.reduce(worse, recorded);
}

function keyOf(legalEntityId: string, providerId: string): string {
  return `${legalEntityId} ${providerId}`;
}
