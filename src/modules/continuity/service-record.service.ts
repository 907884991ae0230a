import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../kernel/actor.js';
import { auditedFor } from '../../kernel/audited-entities.js';
import { changesBetween } from '../../kernel/changes.js';
import { Clock, localDate } from '../../kernel/clock.js';
import { DomainError, type FieldError, invalid, notFound } from '../../kernel/domain-error.js';
import { sees } from '../../kernel/entity-scope.js';
import { newId } from '../../kernel/ids.js';
import { refuseStaleOrRetired } from '../../kernel/versioned.js';
import type { Registered } from '../../platform/database/rows.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { createEach } from '../../platform/http/batch.js';
import { etagOf } from '../../platform/http/request.js';
import { ArrangementRepository, EvidenceLookup } from '../arrangements/arrangements.public.js';
import {
  type Breach,
  forgottenService,
  type ServiceFacts,
  serviceProblems,
  serviceRetirementProblems,
  unshownProblems,
} from './domain/service-record.js';
import type { ServiceRecordEntity } from './persistence/service-record.entity.js';
import { ServiceRecordRepository } from './persistence/service-record.repository.js';

/** What a request says of a period: its days together, and of a breach not necessarily whether it was handled. */
export interface ServiceRecordChange extends Partial<
  Omit<ServiceFacts, 'periodFrom' | 'periodTo' | 'breaches'>
> {
  period?: { from: string; to: string };
  breaches?: readonly (Omit<Breach, 'handled'> & { handled?: string })[];
}
export type ServiceRecordInput = ServiceRecordChange & {
  arrangementId: string;
  componentId?: string | null;
  period: { from: string; to: string };
};

/** What a record is of: it stays so. */
interface ServiceSubject {
  arrangementId: string;
  componentId: string | null;
}

const RESOURCE = 'service_record';
const UNSTATED: Omit<ServiceFacts, 'periodFrom' | 'periodTo'> = {
  ...{ availability: null, availabilityTarget: null, quality: 'unknown', timeliness: 'unknown' },
  ...{ breaches: [], source: 'typed', evidenceIds: [], summary: null },
};

/** Records how well what was agreed was delivered; what was wanting is not forgotten. */
@Injectable()
export class ServiceRecordService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly records: ServiceRecordRepository,
    private readonly arrangements: ArrangementRepository,
    private readonly evidence: EvidenceLookup,
  ) {}

  register(context: RequestContext, input: ServiceRecordInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      await this.records.takeTurns(tx, [input.arrangementId]);
      const { id, json, rowVersion } = await this.#insert(tx, input);
      return Answer.created(json, `/api/v1/service-records/${id}`, etagOf(rowVersion));
    });
  }

  registerBatch(context: RequestContext, inputs: readonly ServiceRecordInput[]): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      await this.records.takeTurns(
        tx,
        inputs.map(({ arrangementId }) => arrangementId),
      );
      return createEach(inputs, (input) => this.#insert(tx, input));
    });
  }

  change(
    context: RequestContext,
    id: string,
    rowVersion: number,
    input: ServiceRecordChange,
  ): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lockCurrent(tx, id, rowVersion);
      const stated = statedBy(input);
      const wanted = { ...current, ...stated };
      const { arrangementId, legalEntityId } = current;
      await this.records.takeTurns(tx, [arrangementId]);
      const today = await this.#todayOf(tx, arrangementId);
      const documents = named(stated.evidenceIds ?? [], current.evidenceIds);
      refuse([
        ...serviceProblems(wanted, today),
        ...unshownProblems(current, wanted),
        ...(await this.evidence.problemsOf(tx, legalEntityId, documents)),
      ]);
      refuseForgetting(forgottenService(current, wanted));
      const changes = changesBetween<ServiceFacts>(current, stated);
      if (Object.keys(changes).length === 0) return Answer.of(await this.records.stored(tx, id));
      record(tx, 'changed', current, changes);
      return Answer.of(await this.records.update(tx, id, stated));
    });
  }

  retire(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lockCurrent(tx, id, rowVersion);
      refuseForgetting(serviceRetirementProblems(current));
      await this.records.retire(tx, id);
      record(tx, 'retired', current);
      return Answer.noContent();
    });
  }

  /** What it names may have gone since it was retired, and another record may be of its days; either keeps it from coming back. */
  restore(context: RequestContext, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lock(tx, id);
      if (!current.retiredAt) throw new DomainError('not-retired');
      const { arrangementId, evidenceIds, legalEntityId } = current;
      await this.records.takeTurns(tx, [arrangementId]);
      const arrangement = (await this.arrangements.referable(tx, [arrangementId])).get(arrangementId);
      const problems = [
        ...(arrangement?.retired ? [{ pointer: '/arrangementId', code: 'retired-reference' }] : []),
        ...(await this.evidence.problemsOf(tx, legalEntityId, named(evidenceIds, []))),
      ];
      if (problems.length > 0) throw new DomainError('retired', {}, problems);
      record(tx, 'restored', current);
      return Answer.of(await this.records.update(tx, id, { retiredAt: null }));
    });
  }

  async #insert(tx: Transaction, input: ServiceRecordInput): Promise<Registered> {
    const { arrangementId, componentId = null, period } = input;
    const subject = { arrangementId, componentId };
    const facts: ServiceFacts = {
      ...UNSTATED,
      ...{ periodFrom: period.from, periodTo: period.to },
      ...statedBy(input),
    };
    const { legalEntityId, today } = await this.#ownerOf(tx, subject);
    refuse([
      ...serviceProblems(facts, today),
      ...(await this.evidence.problemsOf(tx, legalEntityId, named(facts.evidenceIds, []))),
    ]);
    const id = newId();
    record(tx, 'registered', { id, legalEntityId }, { legalEntityId, ...subject, ...facts });
    return { id, ...(await this.records.insert(tx, { id, legalEntityId, ...subject, ...facts })) };
  }

  /** Whose a record is: that of its arrangement, which must be there, in use, and cover the component. Throws validation-failed. */
  async #ownerOf(
    tx: Transaction,
    { arrangementId, componentId }: ServiceSubject,
  ): Promise<{ legalEntityId: string; today: string }> {
    const pointer = '/arrangementId';
    const arrangement = (await this.arrangements.referable(tx, [arrangementId])).get(arrangementId);
    const isSeen = arrangement !== undefined && sees(tx.context.actor.scope, arrangement.legalEntityId);
    if (!isSeen) throw invalid({ pointer, code: 'unknown-reference' });
    if (arrangement.retired) throw invalid({ pointer, code: 'retired-reference' });
    if (componentId !== null && !(await this.arrangements.covers(tx, arrangementId, componentId))) {
      throw invalid({ pointer: '/componentId', code: 'not-among', params: { other: 'componentIds' } });
    }
    const { legalEntityId, timeZone } = arrangement;
    return { legalEntityId, today: localDate(this.clock.now(), timeZone) };
  }

  async #todayOf(tx: Transaction, arrangementId: string): Promise<string> {
    const arrangement = (await this.arrangements.referable(tx, [arrangementId])).get(arrangementId)!;
    return localDate(this.clock.now(), arrangement.timeZone);
  }

  async #lock(tx: Transaction, id: string): Promise<ServiceRecordEntity> {
    const current = await this.records.lock(tx, id);
    if (current === null || !sees(tx.context.actor.scope, current.legalEntityId)) throw notFound();
    return current;
  }

  async #lockCurrent(tx: Transaction, id: string, rowVersion: number): Promise<ServiceRecordEntity> {
    const current = await this.#lock(tx, id);
    refuseStaleOrRetired(current, rowVersion);
    return current;
  }
}

function statedBy({ period, breaches, ...rest }: ServiceRecordChange): Partial<ServiceFacts> {
  const plain = Object.entries(rest).filter(([field, value]) => value !== undefined && field in UNSTATED);
  return {
    ...(Object.fromEntries(plain) as Partial<ServiceFacts>),
    ...(period && { periodFrom: period.from, periodTo: period.to }),
    ...(breaches && {
      breaches: breaches.map(({ text, onDay, handled = 'unknown' }) => ({ text, onDay, handled })),
    }),
  };
}

/** Documents where a request names them, but for those that were named before: these may have gone since. */
function named(ids: readonly string[], before: readonly string[]): { pointer: string; id: string }[] {
  return ids.map((id, i) => ({ pointer: `/evidenceIds/${i}`, id })).filter(({ id }) => !before.includes(id));
}

function refuse(problems: readonly FieldError[]): void {
  if (problems.length > 0) throw invalid(...problems);
}

function refuseForgetting(problems: readonly FieldError[]): void {
  if (problems.length > 0) throw new DomainError('adverse-finding', {}, problems);
}

function record(
  tx: Transaction,
  what: string,
  { id, legalEntityId }: Pick<ServiceRecordEntity, 'id' | 'legalEntityId'>,
  changes: object = {},
): void {
  tx.record({
    action: `${RESOURCE}.${what}`,
    resource: { type: RESOURCE, id },
    legalEntityIds: auditedFor([legalEntityId]),
    changes: { ...changes },
  });
}
