import type { Pool } from 'pg';
import { componentOf, type FrozenInputs, thawed } from '../../src/modules/scoring/domain/frozen-inputs.js';
import type { ComponentFacts, SubjectFacts } from '../../src/modules/scoring/engine/facts.js';
import { favourable } from '../../src/modules/scoring/engine/favourable.js';
import { METHOD_V1 } from '../../src/modules/scoring/engine/method-v1.js';
import { score } from '../../src/modules/scoring/engine/score.js';
import { UNKNOWN_FACTS } from '../../src/modules/scoring/engine/written-subject.js';

/** What a subject's score comes to: each figure, and each of every domain. */
export interface StoredFigures {
  useCaseId: string;
  componentIds: string[];
  /** Name of the figure → number. */
  figures: Readonly<Record<string, number>>;
  /** Of what has no provider by the record. */
  isNobodys: boolean;
}

/** What no record of the register holds yet. */
const UNHELD = [
  ...(['retention', 'trainingUse', 'chain', 'tests', 'validation', 'sfcFlexibility'] as const),
  ...([
    'notificationDecision',
    'ipOutput',
    'ipOutputConditions',
    'ipTraining',
    'ipTrainingConditions',
  ] as const),
  ...(['ipProtectiveMeasure', 'ipBreachMaterial', 'privacyTerms', 'privacyIndemnity'] as const),
  ...(['privacyProtectiveMeasure', 'privacyBreachMaterial', 'territory', 'termsOfUse'] as const),
  ...(['responsibilityAllocation', 'reliance', 'substitutability', 'contingencyPlan', 'assurance'] as const),
  ...(['auditRights', 'providerSkills', 'dueDiligence', 'controls'] as const),
];
const AT_BEST = favourable(UNKNOWN_FACTS, null, METHOD_V1);
/** As if contracts, assessments and controls were all there and good: so that no floor hides what the register says. */
const GOOD_TERMS = Object.fromEntries(
  UNHELD.map((field) => [field, AT_BEST[field]]),
) as Partial<SubjectFacts>;

interface Row {
  useCaseId: string;
  components: string[];
  inputs: FrozenInputs;
  hash: string;
  scoredOn: string;
  reported: number;
  isNobodys: boolean;
}

/** Figures of all stored scores, from their frozen inputs; worked out once for each input. */
export class StoredScores {
  readonly #known = new Map<string, StoredFigures['figures']>();
  constructor(private readonly owner: Pool) {}

  async all(): Promise<StoredFigures[]> {
    const { rows } = await this.owner.query<Row>(
      `SELECT use_case_id AS "useCaseId", components::text[] AS components, inputs, inputs_hash AS hash,
              scored_on::text AS "scoredOn", reported, provider_id IS NULL AS "isNobodys"
         FROM score WHERE retired_at IS NULL AND error IS NULL ORDER BY use_case_id, subject_id`,
    );
    const components = await this.#components();
    return rows.map((row) => ({
      useCaseId: row.useCaseId,
      componentIds: row.components.map((id) => componentOf(id, components).facts.id),
      isNobodys: row.isNobodys,
      figures: this.#of(row, components),
    }));
  }

  async #components(): Promise<Map<string, { facts: ComponentFacts }>> {
    const { rows } = await this.owner.query<{ id: string; facts: ComponentFacts }>(
      'SELECT id::text, facts FROM scored_component',
    );
    return new Map(rows.map(({ id, facts }) => [id, { facts }]));
  }

  #of(
    { inputs, components, hash, scoredOn, reported }: Row,
    known: ReadonlyMap<string, { facts: ComponentFacts }>,
  ): StoredFigures['figures'] {
    const done = this.#known.get(hash);
    if (done) return done;
    const facts = thawed(inputs, components, known);
    const asStored = score(facts, inputs.bestGraph, METHOD_V1, scoredOn);
    if (asStored.reported !== reported) throw new Error('a stored score is not that of its inputs');
    const underGoodTerms = score({ ...facts, ...GOOD_TERMS }, inputs.bestGraph, METHOD_V1, scoredOn);
    const found = { ...figuresOf('', asStored), ...figuresOf('under good terms: ', underGoodTerms) };
    this.#known.set(hash, found);
    return found;
  }
}

function figuresOf(prefix: string, found: ReturnType<typeof score>): Record<string, number> {
  const whole = ['inherent', 'residual', 'projected', 'reported'] as const;
  const ofDomain = ['inherent', 'residual', 'projected'] as const;
  return Object.fromEntries([
    ...whole.map((figure) => [`${prefix}${figure}`, found[figure]]),
    ...found.domains.flatMap((domain) =>
      ofDomain.map((figure) => [`${prefix}${domain.code} ${figure}`, domain[figure] ?? 0]),
    ),
  ]) as Record<string, number>;
}
