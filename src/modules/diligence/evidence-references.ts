import { Injectable } from '@nestjs/common';
import type { FieldError } from '../../kernel/domain-error.js';
import { sees, seesAny } from '../../kernel/entity-scope.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { ArrangementRepository } from '../arrangements/arrangements.public.js';
import { RecordReferences } from '../inventory/inventory.public.js';
import type { SubjectRef } from './domain/evidence.js';

/** What is known of a record that a document is about. */
interface Known {
  retired: boolean;
  isSeen: boolean;
  /** Whose it is; none: the installation's. */
  legalEntityIds: readonly string[];
}

/**
 * What a document is about must be there, in use, for the actor to see, and of the document's legal entity: whoever sees the
 * document sees what it is about.
 */
@Injectable()
export class EvidenceReferences {
  constructor(
    private readonly records: RecordReferences,
    private readonly arrangements: ArrangementRepository,
  ) {}

  /**
   * What is wrong with references.
   * @param legalEntityId whose the document is; null: the installation's
   * @param fresh those that are looked up; what the document is about already may have been retired since
   * @param sent all, in the order in which they were sent, for the pointers
   */
  async problemsOf(
    tx: Transaction,
    legalEntityId: string | null,
    fresh: readonly SubjectRef[],
    sent: readonly SubjectRef[],
  ): Promise<FieldError[]> {
    const known = await this.#known(tx, fresh);
    const looked = new Set(fresh.map(keyOf));
    const seen = new Set<string>();
    return sent.flatMap((ref, i): FieldError[] => {
      const pointer = `/subjectRefs/${i}`;
      const key = keyOf(ref);
      if (seen.has(key)) return [{ pointer, code: 'unique' }];
      seen.add(key);
      if (!looked.has(key)) return [];
      const record = known.get(key);
      if (!record?.isSeen) return [{ pointer: `${pointer}/id`, code: 'unknown-reference' }];
      if (record.retired) return [{ pointer: `${pointer}/id`, code: 'retired-reference' }];
      const { legalEntityIds } = record;
      const isOwn =
        legalEntityIds.length === 0 || (legalEntityId !== null && legalEntityIds.includes(legalEntityId));
      return isOwn
        ? []
        : [{ pointer: `${pointer}/id`, code: 'contradiction', params: { other: 'legalEntityId' } }];
    });
  }

  async #known(tx: Transaction, refs: readonly SubjectRef[]): Promise<ReadonlyMap<string, Known>> {
    const { scope } = tx.context.actor;
    const idsOf = (type: string): string[] => refs.flatMap((ref) => (ref.type === type ? ref.id : []));
    const [entities, providers, components, useCases, arrangements] = await Promise.all([
      this.records.legalEntities(tx, idsOf('legal_entity')),
      this.records.providers(tx, idsOf('provider')),
      this.records.components(tx, idsOf('component')),
      this.records.useCases(tx, idsOf('use_case')),
      this.arrangements.referable(tx, idsOf('arrangement')),
    ]);
    const known = new Map<string, Known>();
    const add = (
      type: string,
      id: string,
      retired: boolean,
      isSeen: boolean,
      legalEntityIds: readonly string[] = [],
    ): void => void known.set(keyOf({ type, id }), { retired, isSeen, legalEntityIds });
    for (const [id, { retired }] of entities) add('legal_entity', id, retired, sees(scope, id), [id]);
    for (const [id, { retired }] of providers) add('provider', id, retired, true);
    for (const [id, { retired }] of components) add('component', id, retired, true);
    for (const [id, { retired, legalEntityIds }] of useCases) {
      add('use_case', id, retired, seesAny(scope, legalEntityIds), legalEntityIds);
    }
    for (const [id, { retired, legalEntityId }] of arrangements) {
      add('arrangement', id, retired, sees(scope, legalEntityId), [legalEntityId]);
    }
    return known;
  }
}

function keyOf({ type, id }: SubjectRef): string {
  return `${type} ${id}`;
}
