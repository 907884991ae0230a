import { Injectable } from '@nestjs/common';
import { Clock, localDate } from '../../kernel/clock.js';
import { type FieldError, invalid } from '../../kernel/domain-error.js';
import { sees, seesAny } from '../../kernel/entity-scope.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import type { FlowEnds, FlowEndType, FlowFacts } from './domain/data-flow.js';
import { EvidenceLookup } from './evidence-lookup.js';
import { RecordReferences, type ReferableEntity } from './persistence/record-references.repository.js';
import { personProblems } from './person-references.js';

/** A record that a flow names, and where. */
interface Named {
  pointer: string;
  type: FlowEndType;
  id: string;
}

/** A record as it is, whatever its kind. */
interface Found {
  retired: boolean;
  /** Whose it is; null: the whole installation's. */
  legalEntityIds: readonly string[] | null;
}

/** The legal entity that a flow belongs to. */
export interface FlowOwner extends ReferableEntity {
  id: string;
  /** The day where it is. */
  today: string;
}

/** What a flow names must be there, in use, for the actor to see, and of its legal entity. */
@Injectable()
export class DataFlowReferences {
  constructor(
    private readonly records: RecordReferences,
    private readonly evidence: EvidenceLookup,
    private readonly clock: Clock,
  ) {}

  /**
   * Whose a flow is: the legal entity that is given, or else the one at an end, or else that of the use case, where it is one.
   * Throws validation-failed.
   */
  async ownerOf(
    tx: Transaction,
    ends: FlowEnds,
    useCaseId: string | null,
    given: string | null,
  ): Promise<FlowOwner> {
    const { pointer, id } =
      given === null
        ? await this.#impliedOwner(tx, namedBy(ends, useCaseId))
        : { pointer: '/legalEntityId', id: given };
    const owner = sees(tx.context.actor.scope, id) ? await this.owner(tx, id) : null;
    if (owner === null) throw invalid({ pointer, code: 'unknown-reference' });
    if (owner.retired) throw invalid({ pointer, code: 'retired-reference' });
    return owner;
  }

  /** A legal entity as it is; null when there is none. */
  async owner(tx: Transaction, id: string): Promise<FlowOwner | null> {
    const entity = await this.records.legalEntity(tx, id);
    return entity && { ...entity, id, today: localDate(this.clock.now(), entity.timeZone) };
  }

  /** What is wrong with the ends of a flow, and with the use case that it serves. */
  async endProblems(
    tx: Transaction,
    legalEntityId: string,
    ends: FlowEnds,
    useCaseId: string | null,
  ): Promise<FieldError[]> {
    const named = namedBy(ends, useCaseId);
    const found = await this.#found(tx, named);
    return named.flatMap(({ pointer, type, id }): FieldError[] => {
      const record = found.get(`${type} ${id}`);
      const { retired = false, legalEntityIds = [] } = record ?? {};
      const isSeen = legalEntityIds === null || seesAny(tx.context.actor.scope, legalEntityIds);
      if (record === undefined || !isSeen) return [{ pointer, code: 'unknown-reference' }];
      if (retired) return [{ pointer, code: 'retired-reference' }];
      return legalEntityIds === null || legalEntityIds.includes(legalEntityId)
        ? []
        : [{ pointer, code: 'contradiction', params: { other: 'legalEntityId' } }];
    });
  }

  /**
   * What is wrong with the documents and the person that a request names.
   * @param before what the flow names already: that may have gone since
   */
  async factProblems(
    tx: Transaction,
    legalEntityId: string,
    { evidenceIds = [], ownerId = null }: Partial<FlowFacts>,
    before: Partial<FlowFacts>,
  ): Promise<FieldError[]> {
    const documents = evidenceIds
      .map((id, i) => ({ pointer: `/evidenceIds/${i}`, id }))
      .filter(({ id }) => !before.evidenceIds?.includes(id));
    const people =
      ownerId === null || ownerId === before.ownerId ? [] : [{ pointer: '/ownerId', id: ownerId }];
    const problems = await Promise.all([
      this.evidence.problemsOf(tx, legalEntityId, documents),
      personProblems(tx, people),
    ]);
    return problems.flat();
  }

  async #impliedOwner(tx: Transaction, named: readonly Named[]): Promise<{ pointer: string; id: string }> {
    const entity = named.find(({ type }) => type === 'legal_entity');
    if (entity) return entity;
    const useCase = named.find(({ type }) => type === 'use_case');
    if (!useCase) throw invalid({ pointer: '/legalEntityId', code: 'required' });
    const found = (await this.records.useCases(tx, [useCase.id])).get(useCase.id);
    const [only, ...others] = (found?.legalEntityIds ?? []).filter((id) => sees(tx.context.actor.scope, id));
    if (only === undefined) throw invalid({ pointer: useCase.pointer, code: 'unknown-reference' });
    if (others.length === 0) return { pointer: '/legalEntityId', id: only };
    throw invalid({ pointer: '/legalEntityId', code: 'needed-with', params: { other: 'useCaseId' } });
  }

  async #found(tx: Transaction, named: readonly Named[]): Promise<ReadonlyMap<string, Found>> {
    const idsOf = (type: FlowEndType): string[] => named.flatMap((one) => (one.type === type ? one.id : []));
    const [useCases, components, providers, entities] = await Promise.all([
      this.records.useCases(tx, idsOf('use_case')),
      this.records.components(tx, idsOf('component')),
      this.records.providers(tx, idsOf('provider')),
      this.records.legalEntities(tx, idsOf('legal_entity')),
    ]);
    const found = new Map<string, Found>();
    for (const [id, useCase] of useCases) found.set(`use_case ${id}`, useCase);
    for (const [id, { retired }] of components)
      found.set(`component ${id}`, { retired, legalEntityIds: null });
    for (const [id, { retired }] of providers) found.set(`provider ${id}`, { retired, legalEntityIds: null });
    for (const [id, { retired }] of entities)
      found.set(`legal_entity ${id}`, { retired, legalEntityIds: [id] });
    return found;
  }
}

/** What a flow names, each once: a use case at an end is the one that it serves. */
function namedBy({ from, to }: FlowEnds, useCaseId: string | null): Named[] {
  const ends: Named[] = [
    { pointer: '/from/id', ...from },
    { pointer: '/to/id', ...to },
  ];
  const isNamed = useCaseId === null || ends.some(({ type, id }) => type === 'use_case' && id === useCaseId);
  return isNamed ? ends : [...ends, { pointer: '/useCaseId', type: 'use_case', id: useCaseId }];
}
