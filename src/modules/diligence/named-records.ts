import { Injectable } from '@nestjs/common';
import { Clock, localDate } from '../../kernel/clock.js';
import type { FieldError } from '../../kernel/domain-error.js';
import { sees, seesAny } from '../../kernel/entity-scope.js';
import { HOME_TIME_ZONE } from '../../kernel/time-zone.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import type { NamedEvidence } from '../arrangements/arrangements.public.js';
import { RecordReferences } from '../inventory/inventory.public.js';
import { namedEvidenceProblems } from './named-evidence.js';
import { EvidenceRepository } from './persistence/evidence.repository.js';

/** A record that a request names, and where. */
export interface Named {
  pointer: string;
  id: string;
}

/** What records of assurance name must be there, in use, for the actor to see, and of their legal entity. */
@Injectable()
export class NamedRecords {
  constructor(
    private readonly records: RecordReferences,
    private readonly evidence: EvidenceRepository,
    private readonly clock: Clock,
  ) {}

  /** YYYY-MM-DD, the day where the legal entity is; at home for what is of all of them. */
  async today(tx: Transaction, legalEntityId: string | null): Promise<string> {
    const entity = legalEntityId === null ? null : await this.records.legalEntity(tx, legalEntityId);
    return localDate(this.clock.now(), entity?.timeZone ?? HOME_TIME_ZONE);
  }

  async entityProblems(tx: Transaction, named: readonly Named[]): Promise<FieldError[]> {
    const found = await this.records.legalEntities(tx, idsOf(named));
    return problemsOf(named, found, (id) => sees(tx.context.actor.scope, id));
  }

  async componentProblems(tx: Transaction, named: readonly Named[]): Promise<FieldError[]> {
    return problemsOf(named, await this.records.components(tx, idsOf(named)));
  }

  async providerProblems(tx: Transaction, named: readonly Named[]): Promise<FieldError[]> {
    return problemsOf(named, await this.records.providers(tx, idsOf(named)));
  }

  /** Use cases of one legal entity. */
  async useCaseProblems(
    tx: Transaction,
    legalEntityId: string,
    named: readonly Named[],
  ): Promise<FieldError[]> {
    const found = await this.records.useCases(tx, idsOf(named));
    const entitiesOf = (id: string): readonly string[] => found.get(id)?.legalEntityIds ?? [];
    const wrong = problemsOf(named, found, (id) => seesAny(tx.context.actor.scope, entitiesOf(id)));
    if (wrong.length > 0) return wrong;
    return named
      .filter(({ id }) => !entitiesOf(id).includes(legalEntityId))
      .map(({ pointer }) => ({ pointer, code: 'contradiction', params: { other: 'legalEntityId' } }));
  }

  /** The legal entities of a use case that the actor sees, by id; none where it is not there, or not for the actor to see. */
  async entitiesOfUseCase(tx: Transaction, id: string): Promise<string[]> {
    const found = await this.records.useCases(tx, [id]);
    const ids = found.get(id)?.legalEntityIds ?? [];
    return ids.filter((entity) => sees(tx.context.actor.scope, entity));
  }

  async documentProblems(
    tx: Transaction,
    legalEntityId: string | null,
    documents: readonly NamedEvidence[],
  ): Promise<FieldError[]> {
    if (documents.length === 0) return [];
    return namedEvidenceProblems(tx, this.evidence, legalEntityId, documents);
  }
}

/** One that may be left out. */
export function named(pointer: string, id: string | null | undefined): Named[] {
  return id ? [{ pointer, id }] : [];
}

function idsOf(records: readonly Named[]): string[] {
  return [...new Set(records.map(({ id }) => id))];
}

function problemsOf(
  records: readonly Named[],
  found: ReadonlyMap<string, { retired: boolean }>,
  isSeen: (id: string) => boolean = () => true,
): FieldError[] {
  return records.flatMap(({ pointer, id }): FieldError[] => {
    const record = found.get(id);
    if (record === undefined || !isSeen(id)) return [{ pointer, code: 'unknown-reference' }];
    return record.retired ? [{ pointer, code: 'retired-reference' }] : [];
  });
}
