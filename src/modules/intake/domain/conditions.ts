import type { DataClass, TierResult, YesNo } from '../../inventory/tier.public.js';
import type { Condition } from './duty.js';

/** One component that a use case is built of, as far as the conditions look at it. */
export interface BuiltOf {
  readonly kind: string;
  /** Null while no provider is recorded: then it may be anybody. */
  readonly providerKind: string | null;
  /** Whether it is a model whose weights or code are open, by the catalogue. */
  readonly isOpen: boolean;
}

/** What decides which duties apply. */
export interface DutyFacts {
  readonly result: TierResult;
  readonly scope: 'in' | 'out' | 'unknown';
  readonly clientsInteract: YesNo;
  readonly criticalOperation: YesNo;
  readonly dataClasses: readonly DataClass[];
  /** What the firm does to the model; empty is not stated. */
  readonly developmentFlags: readonly string[];
  readonly modelDevelopment: YesNo;
  /** Empty while nobody said what it is built of. */
  readonly builtOf: readonly BuiltOf[];
}

interface Finding {
  readonly holds: YesNo;
  /** The fields that would settle it. */
  readonly fields: readonly string[];
}

const SCOPE = ['scope.decision'];
/** Language models, and products that are built on one (paragraph 6). */
const HOLD_A_LANGUAGE_MODEL = ['language_model', 'application', 'browser_extension'];
/** Every model somebody answers for: those that embed and those that filter come from a provider too. */
const HOLD_A_MODEL = [...HOLD_A_LANGUAGE_MODEL, 'embedding_model', 'content_filter'];
const TRAINING = ['own_training', 'fine_tuned'];
const OPEN_PROVIDER = 'open_source_project';

/** Whether a condition holds; what is unknown may hold. */
export function findOut(condition: Condition, facts: DutyFacts): Finding {
  return FINDERS[condition](facts);
}

const FINDERS: Record<Condition, (facts: DutyFacts) => Finding> = {
  in_scope: ({ scope }) => ({
    holds: scope === 'in' ? 'yes' : scope === 'out' ? 'no' : 'unknown',
    fields: SCOPE,
  }),
  scope_undecided: ({ scope }) => certain(scope === 'unknown', SCOPE),
  decided_out_of_scope: ({ scope }) => certain(scope === 'out', SCOPE),
  tier_provisional: ({ result }) => certain(result.provisional, []),
  not_known_high_risk: ({ result }) => certain(result.highRisk.value !== 'yes', []),
  high_risk: ({ result }) => ({
    holds: result.highRisk.value,
    fields: unknownFieldsOf(result.highRisk.reasons),
  }),
  clients_interact: ({ clientsInteract }) => ({ holds: clientsInteract, fields: ['clientsInteract'] }),
  critical_operation: ({ criticalOperation }) => ({
    holds: criticalOperation,
    fields: ['criticalOperation'],
  }),
  no_critical_operation: ({ criticalOperation }) =>
    certain(criticalOperation === 'no', ['criticalOperation']),
  non_public_data: ({ dataClasses }) => dataBeyond(dataClasses, ['public']),
  confidential_data: ({ dataClasses }) => dataBeyond(dataClasses, ['public', 'internal']),
  development_unstated: ({ developmentFlags }) => certain(developmentFlags.length === 0, []),
  model_development: ({ modelDevelopment }) => ({ holds: modelDevelopment, fields: ['developmentFlags'] }),
  training_or_fine_tuning: ({ developmentFlags: flags }) => ({
    holds: flags.length === 0 ? 'unknown' : flags.some((flag) => TRAINING.includes(flag)) ? 'yes' : 'no',
    fields: ['developmentFlags'],
  }),
  third_party_provider: (facts) => anyBuilt(facts, ({ providerKind }) => isKind(providerKind, 'third_party')),
  third_party_component: (facts) =>
    anyBuilt(facts, ({ providerKind }) => isKind(providerKind, 'third_party', OPEN_PROVIDER)),
  third_party_model: (facts) =>
    anyModel(facts, ({ providerKind }) => isKind(providerKind, 'third_party', OPEN_PROVIDER)),
  open_source_model: (facts) =>
    anyModel(facts, ({ providerKind, isOpen }) => (isOpen ? 'yes' : isKind(providerKind, OPEN_PROVIDER))),
  group_company: (facts) => anyBuilt(facts, ({ providerKind }) => isKind(providerKind, 'group_company')),
  vectors_stored: (facts) =>
    anyBuilt(facts, ({ kind }) => (kind === 'vector_store' || kind === 'embedding_model' ? 'yes' : 'no')),
};

function certain(holds: boolean, fields: readonly string[]): Finding {
  return { holds: holds ? 'yes' : 'no', fields };
}

function dataBeyond(dataClasses: readonly DataClass[], harmless: readonly DataClass[]): Finding {
  const known = dataClasses.filter((dataClass) => dataClass !== 'unknown');
  const beyond = known.some((dataClass) => !harmless.includes(dataClass));
  const open = known.length === 0 || known.length < dataClasses.length;
  return { holds: beyond ? 'yes' : open ? 'unknown' : 'no', fields: ['dataClasses'] };
}

function isKind(providerKind: string | null, ...kinds: string[]): YesNo {
  if (providerKind === null) return 'unknown';
  return kinds.includes(providerKind) ? 'yes' : 'no';
}

function anyBuilt({ builtOf }: DutyFacts, is: (component: BuiltOf) => YesNo): Finding {
  const answers = builtOf.map(is);
  const holds = answers.includes('yes')
    ? 'yes'
    : answers.includes('unknown') || answers.length === 0
      ? 'unknown'
      : 'no';
  return { holds, fields: ['builtOf'] };
}

/** A use case of a language model that lists none has not listed everything: then nothing is ruled out. */
function anyModel(facts: DutyFacts, is: (component: BuiltOf) => YesNo): Finding {
  const models = facts.builtOf.filter(({ kind }) => HOLD_A_MODEL.includes(kind));
  const found = anyBuilt({ ...facts, builtOf: models }, is);
  const isListed = models.some(({ kind }) => HOLD_A_LANGUAGE_MODEL.includes(kind));
  return found.holds === 'no' && !isListed ? { ...found, holds: 'unknown' } : found;
}

/** The fields behind those reasons that are not facts but unknowns. */
export function unknownFieldsOf(reasons: TierResult['reasons']): string[] {
  const fields = reasons.flatMap(({ code, field }) => (code.endsWith('_unknown') && field ? [field] : []));
  return [...new Set(fields)];
}
