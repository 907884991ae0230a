import { Injectable } from '@nestjs/common';
import { preparerOf, type RequestContext } from '../../kernel/actor.js';
import { INSTALLATION } from '../../kernel/audited-entities.js';
import { changesBetween } from '../../kernel/changes.js';
import { DomainError, invalid, notFound } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import { refuseStaleOrRetired } from '../../kernel/versioned.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import type { Method } from './engine/method.js';
import { methodProblems } from './engine/method-problems.js';
import { MethodRepository, type MethodRow } from './persistence/method.repository.js';

export interface MethodInput {
  version?: string;
  name?: string;
  basedOnId?: string;
  reason?: string | null;
  method?: unknown;
}

const RESOURCE = 'scoring_method';

/**
 * Methods of scoring under control: copied, changed, looked at, approved by a second person, and taken back. An approved
 * method does not change: scores were made by it.
 */
@Injectable()
export class MethodService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly methods: MethodRepository,
  ) {}

  /** A draft: a copy of another method, or one that is given. */
  create(context: RequestContext, input: MethodInput & { version: string; name: string }): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const base = input.basedOnId === undefined ? null : await this.methods.lock(tx, input.basedOnId);
      if (input.basedOnId !== undefined && (base === null || base.retiredAt !== null)) {
        throw invalid({ pointer: '/basedOnId', code: 'unknown-reference' });
      }
      const method = input.method === undefined ? base?.method : checked(input.method);
      if (method === undefined) throw invalid({ pointer: '/method', code: 'required' });
      const id = newId();
      const { version, name, reason = null } = input;
      const stored = await this.methods.insert(tx, {
        id,
        version,
        name,
        basedOn: base?.version ?? null,
        reason,
        method: { ...method, version },
        preparedBy: [preparerOf(context.actor)],
      });
      record(tx, 'registered', id, { version, name, basedOn: base?.version ?? null });
      return Answer.created(stored.json, `/api/v1/scoring/methods/${id}`, etagOf(stored.rowVersion));
    });
  }

  change(context: RequestContext, id: string, rowVersion: number, input: MethodInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lockDraft(tx, id, rowVersion);
      const { version } = current;
      const wanted = {
        name: input.name ?? current.name,
        reason: input.reason === undefined ? current.reason : input.reason,
        method: input.method === undefined ? current.method : { ...checked(input.method), version },
      };
      const changes = changesBetween(current, wanted);
      if (Object.keys(changes).length === 0) return Answer.of(await this.methods.shown(tx, id));
      const preparedBy = [...new Set([...current.preparedBy, preparerOf(context.actor)])];
      const stored = await this.methods.change(tx, id, { ...wanted, preparedBy });
      record(tx, 'changed', id, changes);
      return Answer.of(stored);
    });
  }

  retire(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      await this.#lockDraft(tx, id, rowVersion);
      await this.methods.retire(tx, id);
      record(tx, 'retired', id);
      return Answer.noContent();
    });
  }

  /** A second person approves a draft, and from then on scores are made by it. */
  approve(context: RequestContext, id: string, rowVersion: number, reason: string | null): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lockDraft(tx, id, rowVersion);
      if (current.preparedBy.includes(preparerOf(context.actor))) throw new DomainError('four-eyes');
      await this.methods.approve(tx, id, context.actor.personId);
      await this.methods.use(tx, id, preparerOf(context.actor), reason);
      record(tx, 'approved', id, { version: current.version, reason });
      return Answer.of(await this.methods.shown(tx, id));
    });
  }

  /** Goes back, or forward, to a method that was approved before. */
  use(context: RequestContext, id: string, reason: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.methods.lock(tx, id);
      if (!current || current.retiredAt) throw notFound();
      if (current.status !== 'approved') throw new DomainError('not-approved');
      if (!current.inUse) {
        await this.methods.use(tx, id, preparerOf(context.actor), reason);
        record(tx, 'chosen', id, { version: current.version, reason });
      }
      return Answer.of(await this.methods.shown(tx, id));
    });
  }

  async #lockDraft(tx: Transaction, id: string, rowVersion: number): Promise<MethodRow> {
    const current = await this.methods.lock(tx, id);
    if (!current) throw notFound();
    refuseStaleOrRetired(current, rowVersion);
    if (current.status !== 'draft') throw new DomainError('already-approved');
    return current;
  }
}

/** @throws DomainError validation-failed with a pointer for each thing that keeps it from being a method */
function checked(value: unknown): Method {
  const problems = methodProblems(value);
  if (problems.length > 0) {
    throw invalid(
      ...problems
        .slice(0, 100)
        .map(({ pointer, code, params }) => ({ pointer: `/method${pointer}`, code, params })),
    );
  }
  return value as Method;
}

function record(
  tx: Transaction,
  what: string,
  id: string,
  changes: Readonly<Record<string, unknown>> = {},
): void {
  tx.record({
    action: `${RESOURCE}.${what}`,
    resource: { type: RESOURCE, id },
    legalEntityIds: INSTALLATION,
    changes,
  });
}
