import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../kernel/actor.js';
import { INSTALLATION } from '../../kernel/audited-entities.js';
import { changesBetween } from '../../kernel/changes.js';
import { DomainError, invalid } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import type { Registered } from '../../platform/database/rows.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { createEach } from '../../platform/http/batch.js';
import { ComponentOfFacts, currentFactOf, factOf } from './component-of-facts.js';
import type { ScanEntity } from './persistence/scan.entity.js';
import { ScanRepository } from './persistence/scan.repository.js';

type Facts = Pick<ScanEntity, 'scannedOn' | 'tool' | 'result' | 'note'>;

export type ScanChange = Partial<Facts>;
export type ScanInput = ScanChange & Pick<Facts, 'scannedOn' | 'tool'>;

const RESOURCE = 'component_scan';

/** Records, changes and retires scans of components for vulnerabilities. */
@Injectable()
export class ScanService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly scans: ScanRepository,
    private readonly component: ComponentOfFacts,
  ) {}

  register(context: RequestContext, componentId: string, input: ScanInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      await this.component.refuseRetired(tx, componentId);
      const { id, json, rowVersion } = await this.#insert(tx, componentId, input);
      return Answer.created(json, `/api/v1/components/${componentId}/scans/${id}`, etagOf(rowVersion));
    });
  }

  registerBatch(context: RequestContext, componentId: string, inputs: readonly ScanInput[]): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      await this.component.refuseRetired(tx, componentId);
      return createEach(inputs, (input) => this.#insert(tx, componentId, input));
    });
  }

  change(
    context: RequestContext,
    componentId: string,
    id: string,
    rowVersion: number,
    input: ScanChange,
  ): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = currentFactOf(await this.scans.lock(tx, id), componentId, rowVersion);
      await this.component.refuseRetired(tx, componentId);
      if (current.retiredAt) throw new DomainError('retired');
      this.#refuseFuture(input.scannedOn);
      const changes = changesBetween<ScanChange>(current, input);
      if (Object.keys(changes).length === 0) return Answer.of(await this.scans.stored(tx, id));
      record(tx, 'changed', id, changes);
      return Answer.of(await this.scans.update(tx, id, input));
    });
  }

  retire(context: RequestContext, componentId: string, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = currentFactOf(await this.scans.lock(tx, id), componentId, rowVersion);
      if (current.retiredAt) throw new DomainError('retired');
      await this.scans.retire(tx, id);
      record(tx, 'retired', id);
      return Answer.noContent();
    });
  }

  restore(context: RequestContext, componentId: string, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = factOf(await this.scans.lock(tx, id), componentId);
      if (!current.retiredAt) throw new DomainError('not-retired');
      await this.component.refuseRetired(tx, componentId);
      const stored = await this.scans.update(tx, id, { retiredAt: null });
      record(tx, 'restored', id);
      return Answer.of(stored);
    });
  }

  async #insert(tx: Transaction, componentId: string, input: ScanInput): Promise<Registered> {
    this.#refuseFuture(input.scannedOn);
    const id = newId();
    record(tx, 'registered', id, { componentId, ...input });
    return { id, ...(await this.scans.insert(tx, { ...input, id, componentId })) };
  }

  #refuseFuture(scannedOn: string | undefined): void {
    if (scannedOn !== undefined && scannedOn > this.component.today()) {
      throw invalid({ pointer: '/scannedOn', code: 'not-in-future' });
    }
  }
}

function record(tx: Transaction, what: string, id: string, changes: object = {}): void {
  tx.record({
    action: `${RESOURCE}.${what}`,
    resource: { type: RESOURCE, id },
    legalEntityIds: INSTALLATION,
    changes: { ...changes },
  });
}
