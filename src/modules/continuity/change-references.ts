import { Injectable } from '@nestjs/common';
import { Clock, localDate } from '../../kernel/clock.js';
import { type FieldError, invalid } from '../../kernel/domain-error.js';
import { sees, seesAny } from '../../kernel/entity-scope.js';
import { HOME_TIME_ZONE } from '../../kernel/time-zone.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { ArrangementRepository, EvidenceLookup } from '../arrangements/arrangements.public.js';
import { RecordReferences } from '../inventory/inventory.public.js';
import { actingPersonProblems } from '../inventory/person-references.public.js';
import type { Subject } from './domain/subject.js';

/** What a record names, each where it stands in the request. */
interface Named {
  evidenceIds: readonly { pointer: string; id: string }[];
  ownerId?: string | null;
}

/** What changes and incidents are of and what they name must be there, for the actor to see, and of one legal entity. */
@Injectable()
export class ChangeReferences {
  constructor(
    private readonly records: RecordReferences,
    private readonly arrangements: ArrangementRepository,
    private readonly evidence: EvidenceLookup,
    private readonly clock: Clock,
  ) {}

  /** Where a legal entity is; of none, or of one that the actor does not see, where the firm is. */
  async timeZoneOf(tx: Transaction, legalEntityId: string | null): Promise<string> {
    const isSeen = legalEntityId !== null && sees(tx.context.actor.scope, legalEntityId);
    const entity = isSeen ? await this.records.legalEntity(tx, legalEntityId) : null;
    return entity?.timeZone ?? HOME_TIME_ZONE;
  }

  async todayOf(tx: Transaction, legalEntityId: string | null): Promise<string> {
    return localDate(this.clock.now(), await this.timeZoneOf(tx, legalEntityId));
  }

  /**
   * Whose something is that happened to a subject: what belongs to one legal entity happens to that one. Null: to everybody who
   * stands on it. Throws validation-failed.
   */
  async ownerOf(tx: Transaction, subject: Subject, given: string | null): Promise<string | null> {
    const owners = await this.#ownersOf(tx, subject);
    if (owners === null) throw invalid({ pointer: '/subject/id', code: 'unknown-reference' });
    if (owners === 'retired') throw invalid({ pointer: '/subject/id', code: 'retired-reference' });
    if (given !== null) await this.#refuseUnknownEntity(tx, given);
    if (owners.length === 0) return given;
    const { type } = subject;
    if (given === null && owners.length > 1) {
      const other = `subject.type: ${type}`;
      throw invalid({ pointer: '/legalEntityId', code: 'needed-with', params: { other } });
    }
    if (given !== null && !owners.includes(given)) {
      throw invalid({ pointer: '/legalEntityId', code: 'contradiction', params: { other: 'subject' } });
    }
    return given ?? owners[0] ?? null;
  }

  /** The legal entities that a subject belongs to, as far as the actor sees them; none: the installation's. */
  async #ownersOf(tx: Transaction, { type, id }: Subject): Promise<string[] | 'retired' | null> {
    const { scope } = tx.context.actor;
    const found = async (): Promise<{ retired: boolean; owners: string[] } | undefined> => {
      if (type === 'provider') return ownedBy((await this.records.providers(tx, [id])).get(id), []);
      if (type === 'component') return ownedBy((await this.records.components(tx, [id])).get(id), []);
      if (type === 'legal_entity') return ownedBy((await this.records.legalEntities(tx, [id])).get(id), [id]);
      if (type === 'arrangement') {
        const arrangement = (await this.arrangements.referable(tx, [id])).get(id);
        return ownedBy(arrangement, [arrangement?.legalEntityId ?? '']);
      }
      const useCase = (await this.records.useCases(tx, [id])).get(id);
      return ownedBy(useCase, useCase?.legalEntityIds ?? []);
    };
    const record = await found();
    if (record === undefined) return null;
    const { retired, owners } = record;
    if (owners.length > 0 && !seesAny(scope, owners)) return null;
    return retired ? 'retired' : owners.filter((owner) => sees(scope, owner));
  }

  /** What is wrong with what a record of a legal entity names, besides that it is of it. */
  async namedProblems(
    tx: Transaction,
    legalEntityId: string,
    named: Subject,
    pointer: string,
  ): Promise<FieldError[]> {
    const owners = await this.#ownersOf(tx, named);
    if (owners === null) return [{ pointer, code: 'unknown-reference' }];
    if (owners === 'retired') return [{ pointer, code: 'retired-reference' }];
    if (owners.length === 0 || owners.includes(legalEntityId)) return [];
    return [{ pointer, code: 'contradiction', params: { other: 'legalEntityId' } }];
  }

  async #refuseUnknownEntity(tx: Transaction, legalEntityId: string): Promise<void> {
    const isSeen = sees(tx.context.actor.scope, legalEntityId);
    const entity = isSeen ? await this.records.legalEntity(tx, legalEntityId) : null;
    if (entity === null) throw invalid({ pointer: '/legalEntityId', code: 'unknown-reference' });
    if (entity.retired) throw invalid({ pointer: '/legalEntityId', code: 'retired-reference' });
  }

  /** @param named what the request names: what is named already may have gone since */
  async problemsOf(
    tx: Transaction,
    legalEntityId: string | null,
    { evidenceIds, ownerId }: Named,
  ): Promise<FieldError[]> {
    const [evidence, people] = await Promise.all([
      this.evidence.problemsOf(tx, legalEntityId, evidenceIds),
      actingPersonProblems(tx, ownerId ? [{ pointer: '/ownerId', id: ownerId }] : []),
    ]);
    return [...evidence, ...people];
  }

  /** What is wrong with use cases that a record of a legal entity names. */
  async useCaseProblems(
    tx: Transaction,
    legalEntityId: string,
    named: readonly { pointer: string; id: string }[],
  ): Promise<FieldError[]> {
    const ids = named.map(({ id }) => id);
    const useCases = await this.records.useCases(tx, ids);
    return named.flatMap(({ pointer, id }): FieldError[] => {
      const useCase = useCases.get(id);
      if (!useCase || !seesAny(tx.context.actor.scope, useCase.legalEntityIds)) {
        return [{ pointer, code: 'unknown-reference' }];
      }
      if (useCase.retired) return [{ pointer, code: 'retired-reference' }];
      if (useCase.legalEntityIds.includes(legalEntityId)) return [];
      return [{ pointer, code: 'contradiction', params: { other: 'legalEntityId' } }];
    });
  }
}

function ownedBy(
  record: { retired: boolean } | undefined,
  owners: string[],
): { retired: boolean; owners: string[] } | undefined {
  return record && { retired: record.retired, owners };
}
