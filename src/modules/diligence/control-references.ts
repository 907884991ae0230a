import { Injectable } from '@nestjs/common';
import type { FieldError } from '../../kernel/domain-error.js';
import { sees, seesAny } from '../../kernel/entity-scope.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { ArrangementRepository } from '../arrangements/arrangements.public.js';
import { RecordReferences } from '../inventory/inventory.public.js';
import type { ControlSubject } from './domain/control.js';
import { namedEvidenceProblems } from './named-evidence.js';
import { EvidenceRepository } from './persistence/evidence.repository.js';

/** What a control is of must be there, in use, for the actor to see, and of one legal entity. */
@Injectable()
export class ControlReferences {
  constructor(
    private readonly records: RecordReferences,
    private readonly arrangements: ArrangementRepository,
    private readonly evidence: EvidenceRepository,
  ) {}

  /** Whose a control of an arrangement is: its legal entity's. Null where there is no such arrangement for the actor. */
  async entityOfArrangement(tx: Transaction, id: string): Promise<string | null> {
    const arrangement = (await this.arrangements.referable(tx, [id])).get(id);
    return arrangement && sees(tx.context.actor.scope, arrangement.legalEntityId)
      ? arrangement.legalEntityId
      : null;
  }

  /** Where the legal entity is; undefined where there is none for the actor. */
  async timeZoneOf(tx: Transaction, legalEntityId: string): Promise<string | undefined> {
    if (!sees(tx.context.actor.scope, legalEntityId)) return undefined;
    return (await this.records.legalEntity(tx, legalEntityId))?.timeZone;
  }

  async problemsOf(tx: Transaction, subject: ControlSubject): Promise<FieldError[]> {
    const { legalEntityId, providerId, componentId, arrangementId, useCaseId } = subject;
    const { scope } = tx.context.actor;
    const [entities, providers, components, arrangements, useCases] = await Promise.all([
      this.records.legalEntities(tx, listed(legalEntityId)),
      this.records.providers(tx, listed(providerId)),
      this.records.components(tx, listed(componentId)),
      this.arrangements.referable(tx, listed(arrangementId)),
      this.records.useCases(tx, listed(useCaseId)),
    ]);
    const useCase = useCases.get(useCaseId ?? '');
    const arrangement = arrangements.get(arrangementId ?? '');
    const problems = [
      problemOf('/legalEntityId', legalEntityId, entities.get(legalEntityId ?? ''), (id) => sees(scope, id)),
      problemOf('/providerId', providerId, providers.get(providerId ?? '')),
      problemOf('/componentId', componentId, components.get(componentId ?? '')),
      problemOf('/arrangementId', arrangementId, arrangement, () =>
        sees(scope, arrangement?.legalEntityId ?? ''),
      ),
      problemOf('/useCaseId', useCaseId, useCase, () => seesAny(scope, useCase?.legalEntityIds ?? [])),
    ].flat();
    if (problems.length > 0 || !useCase || legalEntityId === null) return problems;
    return useCase.legalEntityIds.includes(legalEntityId)
      ? []
      : [{ pointer: '/useCaseId', code: 'contradiction', params: { other: 'arrangementId' } }];
  }

  /** What is wrong with the document that proves it; one of all legal entities is proved by a document of all. */
  async evidenceProblems(
    tx: Transaction,
    legalEntityId: string | null,
    evidenceId: string | null | undefined,
  ): Promise<FieldError[]> {
    if (!evidenceId) return [];
    const named = [{ pointer: '/evidenceId', id: evidenceId }];
    return namedEvidenceProblems(tx, this.evidence, legalEntityId, named);
  }
}

function listed(id: string | null): string[] {
  return id === null ? [] : [id];
}

function problemOf(
  pointer: string,
  id: string | null,
  record: { retired: boolean } | undefined,
  isSeen: (id: string) => boolean = () => true,
): FieldError[] {
  if (id === null) return [];
  if (record === undefined || !isSeen(id)) return [{ pointer, code: 'unknown-reference' }];
  return record.retired ? [{ pointer, code: 'retired-reference' }] : [];
}
