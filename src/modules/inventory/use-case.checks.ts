import { DomainError, type FieldError } from '../../kernel/domain-error.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { contradictingFlags } from './domain/development-flags.js';
import { seesAny } from '../../kernel/entity-scope.js';
import { contradictsItself, deriveTier } from './domain/tier.js';
import type { TierInputs } from './domain/tier-reasons.js';
import { nameToReader, personProblems } from './person-references.js';
import type { UseCaseEntity } from './persistence/use-case.entity.js';
import type { LinkedEntity, UseCaseRepository } from './persistence/use-case.repository.js';
import { OWNER_POINTERS, type OwnerField, type UseCaseInput } from './use-case.input.js';

type Derived = Pick<
  UseCaseEntity,
  'tier' | 'lowestTier' | 'tierProvisional' | 'tierReasons' | 'highRisk' | 'highRiskReasons'
>;

/** What follows from the other fields, and is stored beside them for lists, filters and the score. */
export function derivedFrom(
  useCase: Omit<TierInputs, 'designated'> & { designatedOn: string | null },
): Derived {
  const result = deriveTier({ ...useCase, designated: useCase.designatedOn !== null });
  return {
    tier: result.tier,
    lowestTier: result.lowestTier,
    tierProvisional: result.provisional,
    tierReasons: result.reasons,
    highRisk: result.highRisk.value,
    highRiskReasons: result.highRisk.reasons,
  };
}

/** Refuses to replace a designation: it says whose it is, and how to get another. */
export async function alreadyDesignated(
  tx: Transaction,
  { id, designatedBy, designatedOn }: Pick<UseCaseEntity, 'id' | 'designatedBy' | 'designatedOn'>,
): Promise<DomainError> {
  const by = (await nameToReader(tx, designatedBy)) ?? '…';
  const path = `/api/v1/use-cases/${id}`;
  return new DomainError('already-designated', { on: designatedOn ?? '…', by, path });
}

/** Statements of one record that cannot both be true. */
export function contradictions(
  next: Pick<UseCaseEntity, 'purposes' | 'afterSalesOnly' | 'developmentFlags'>,
): FieldError[] {
  const problems: FieldError[] = [];
  if (contradictsItself(next)) {
    problems.push({ pointer: '/afterSalesOnly', code: 'contradiction', params: { other: 'purposes' } });
  }
  const flags = contradictingFlags(next.developmentFlags);
  if (flags) {
    const [first, second] = flags;
    problems.push({ pointer: '/developmentFlags', code: 'contradicting-members', params: { first, second } });
  }
  return problems;
}

/** The legal entities that a request names, and what is wrong with them; those outside one's scope do not exist. */
export async function namedEntities(
  tx: Transaction,
  useCases: UseCaseRepository,
  ids: readonly string[],
): Promise<{ entities: LinkedEntity[]; problems: FieldError[] }> {
  const entities = await useCases.referableEntities(tx, ids);
  const problems = ids.flatMap((id, index): FieldError[] => {
    const pointer = `/legalEntityIds/${index}`;
    const found = entities.find((entity) => entity.id === id.toLowerCase());
    if (!found || !seesAny(tx.context.actor.scope, [found.id]))
      return [{ pointer, code: 'unknown-reference' }];
    return found.retired ? [{ pointer, code: 'retired-reference' }] : [];
  });
  return { entities, problems };
}

/** What is wrong with the owners and developers that a request names. */
export function ownerProblems(tx: Transaction, input: UseCaseInput): Promise<FieldError[]> {
  const named = (Object.keys(OWNER_POINTERS) as OwnerField[]).flatMap((field) => {
    const id = input[field];
    return id ? [{ pointer: OWNER_POINTERS[field], id }] : [];
  });
  const developers = (input.developerIds ?? []).map((id, i) => ({ pointer: `/developerIds/${i}`, id }));
  return personProblems(tx, [...named, ...developers]);
}
