import { Injectable } from '@nestjs/common';
import { Clock, localDate } from '../../kernel/clock.js';
import type { FieldError } from '../../kernel/domain-error.js';
import { sees, seesAny } from '../../kernel/entity-scope.js';
import { HOME_TIME_ZONE } from '../../kernel/time-zone.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { EvidenceLookup } from '../arrangements/arrangements.public.js';
import { RecordReferences } from '../inventory/inventory.public.js';
import { actingPersonProblems } from '../inventory/person-references.public.js';
import type { PlanFacts, PlanSubject } from './domain/plan.js';

/** What a plan is of and what it names must be there, in use, for the actor to see, and of one legal entity. */
@Injectable()
export class PlanReferences {
  constructor(
    private readonly records: RecordReferences,
    private readonly evidence: EvidenceLookup,
    private readonly clock: Clock,
  ) {}

  /** The day where a legal entity is; of one that the actor does not see nothing is told. */
  async todayOf(tx: Transaction, legalEntityId: string): Promise<string> {
    const entity = sees(tx.context.actor.scope, legalEntityId)
      ? await this.records.legalEntity(tx, legalEntityId)
      : null;
    return localDate(this.clock.now(), entity?.timeZone ?? HOME_TIME_ZONE);
  }

  /** What is wrong with whose a plan is and with what it keeps going. */
  async subjectProblems(tx: Transaction, { legalEntityId, useCaseId }: PlanSubject): Promise<FieldError[]> {
    const { scope } = tx.context.actor;
    const [entities, useCases] = await Promise.all([
      this.records.legalEntities(tx, [legalEntityId]),
      this.records.useCases(tx, [useCaseId]),
    ]);
    const entity = sees(scope, legalEntityId) ? entities.get(legalEntityId) : undefined;
    const useCase = useCases.get(useCaseId);
    const seen = useCase && seesAny(scope, useCase.legalEntityIds) ? useCase : undefined;
    const problems = [...problemOf('/legalEntityId', entity), ...problemOf('/useCaseId', seen)];
    if (problems.length > 0 || seen?.legalEntityIds.includes(legalEntityId)) return problems;
    return [{ pointer: '/useCaseId', code: 'contradiction', params: { other: 'legalEntityId' } }];
  }

  /** @param named what the request names: what is named already may have gone since */
  async problemsOf(
    tx: Transaction,
    legalEntityId: string,
    { providerId, componentId, fallbackComponentId, evidenceId, ownerId }: Partial<PlanFacts>,
  ): Promise<FieldError[]> {
    const listed = (...ids: (string | null | undefined)[]): string[] => ids.flatMap((id) => id ?? []);
    const [providers, components, evidence, people] = await Promise.all([
      this.records.providers(tx, listed(providerId)),
      this.records.components(tx, listed(componentId, fallbackComponentId)),
      this.evidence.problemsOf(tx, legalEntityId, pointed('/evidenceId', evidenceId)),
      actingPersonProblems(tx, pointed('/ownerId', ownerId)),
    ]);
    return [
      ...(providerId ? problemOf('/providerId', providers.get(providerId)) : []),
      ...(componentId ? problemOf('/componentId', components.get(componentId)) : []),
      ...(fallbackComponentId ? problemOf('/fallbackComponentId', components.get(fallbackComponentId)) : []),
      ...evidence,
      ...people,
    ];
  }
}

function pointed(pointer: string, id: string | null | undefined): { pointer: string; id: string }[] {
  return id ? [{ pointer, id }] : [];
}

function problemOf(pointer: string, record: { retired: boolean } | undefined): FieldError[] {
  if (record === undefined) return [{ pointer, code: 'unknown-reference' }];
  return record.retired ? [{ pointer, code: 'retired-reference' }] : [];
}
