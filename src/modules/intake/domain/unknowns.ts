import {
  ADVICE_PURPOSES,
  deriveTier,
  type Tier,
  type TierField,
  type TierInputs,
  unknownTierInputs,
} from '../../inventory/tier.public.js';
import { QUESTIONS } from './questions.js';

/** Something that the intake left open. */
export interface Unknown {
  readonly field: string;
  /** The number of the question that asks for it. */
  readonly question: number;
  /** The tier if this alone turned out to be as harmless as it can; null where it does not bear on the tier. */
  readonly tierIfHarmless: Tier | null;
}

export interface Unanswered {
  readonly scopeDecision: string;
  readonly builtOf: number;
  readonly developmentFlags: number;
  readonly ownerId: string | null | undefined;
}

/** Everything that is still open, by question. */
export function unknownsOf(
  inputs: TierInputs,
  { scopeDecision, builtOf, developmentFlags, ownerId }: Unanswered,
): Unknown[] {
  const others = [
    ...(scopeDecision === 'unknown' ? ['scope.decision'] : []),
    ...(builtOf === 0 ? ['builtOf'] : []),
    ...(developmentFlags === 0 ? ['developmentFlags'] : []),
    ...(ownerId ? [] : ['ownerId']),
  ];
  const unknowns = [
    ...unknownTierInputs(inputs).map((field) => ({ field, tierIfHarmless: tierIfHarmless(inputs, field) })),
    ...others.map((field) => ({ field, tierIfHarmless: null })),
  ];
  return unknowns
    .map((unknown) => ({ ...unknown, question: questionOf(unknown.field) }))
    .sort((a, b) => a.question - b.question);
}

function tierIfHarmless(inputs: TierInputs, field: TierField): Tier {
  const givesAdvice = inputs.purposes.some((purpose) => ADVICE_PURPOSES.includes(purpose));
  const harmless = {
    purposes: ['other'],
    recipients: ['internal'],
    afterSalesOnly: givesAdvice ? 'no' : 'yes',
    clientsInteract: 'no',
    affectsClients: 'no',
    criticalOperation: 'no',
    dataClasses: ['public'],
  } as const;
  return deriveTier({ ...inputs, [field]: harmless[field] }).tier;
}

/** The number of the question that asks for a field. */
export function questionOf(field: string): number {
  return QUESTIONS.find(({ fields }) => fields.some(({ name }) => name === field))?.number ?? 0;
}
