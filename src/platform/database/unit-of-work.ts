import type { PoolClient, QueryResult, QueryResultRow } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import type { IdempotencyRequest, RequestContext } from '../../kernel/actor.js';
import type { AuditedEntities } from '../../kernel/audited-entities.js';
import { assertCanonical } from '../../kernel/canonical-json.js';
import { DomainError } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import type { Answer } from '../http/answer.js';
import { Idempotency } from './idempotency.js';
import { PreparedNames } from './prepared-names.js';
import { isAftermath, isRetryable, toDomainError } from './sql-errors.js';

const ATTEMPTS = 4;

/** What happened, for the audit log: a verb in the past tense on one resource, and what it changed. */
export interface AuditEvent {
  action: string;
  resource: { type: string; id: string };
  legalEntityIds: AuditedEntities;
  /** Created fields, or field -> { from, to }. Never a secret. */
  changes?: Readonly<Record<string, unknown>>;
  reason?: string | null;
}

/**
 * A running transaction. Only UnitOfWork makes one, and everything that writes asks for one: a write outside a unit
 * of work does not compile. Statements are pipelined: those that are not awaited in between travel together.
 */
export class Transaction {
  readonly #client: PoolClient;
  readonly #events: AuditEvent[] = [];
  readonly #pending: Promise<unknown>[];
  #hasEnded = false;
  /** The first statement: who acts, and the claim of the Idempotency-Key; rejected when the key was used before. */
  readonly opened: Promise<unknown>;

  private constructor(
    client: PoolClient,
    readonly manager: EntityManager,
    readonly context: RequestContext,
    private readonly names: PreparedNames,
    claim: IdempotencyRequest | null,
    within: Transaction | null = null,
  ) {
    this.#client = client;
    this.#pending = within === null ? [] : within.#pending;
    if (within === null) this.send('BEGIN');
    this.opened = this.#open(claim);
  }

  /** For UnitOfWork alone; the architecture tests hold it. */
  static begin(
    client: PoolClient,
    manager: EntityManager,
    context: RequestContext,
    names: PreparedNames,
    claim: IdempotencyRequest | null,
  ): Transaction {
    return new Transaction(client, manager, context, names, claim);
  }

  /**
   * Does some of the work of this transaction in the name of somebody else, as the audit log says. Nothing of it can be undone
   * by itself: where it fails, the transaction has to.
   */
  async as<T>(context: RequestContext, work: (tx: Transaction) => Promise<T>): Promise<T> {
    if (this.#hasEnded) throw new Error('the transaction has ended');
    const theirs = new Transaction(this.#client, this.manager, context, this.names, null, this);
    try {
      const result = await work(theirs);
      theirs.sendAudit();
      return result;
    } finally {
      void this.#open(null);
    }
  }

  /** Runs one statement. Give a name to statements on hot paths: they are prepared once per connection. */
  query<Row extends QueryResultRow>(
    text: string,
    values: unknown[] = [],
    name?: string,
  ): Promise<QueryResult<Row>> {
    return this.#client.query<Row>(name === undefined ? { text, values } : { name, text, values });
  }

  /** Runs a statement that is put together from a few parts: each text is prepared once per connection. */
  prepared<Row extends QueryResultRow>(text: string, values: unknown[]): Promise<QueryResult<Row>> {
    return this.query<Row>(text, values, this.names.of(text));
  }

  /** Sends a statement whose result nobody needs; its failure fails the transaction. */
  send(text: string, values: unknown[] = [], name?: string): void {
    const sent = this.query(text, values, name);
    sent.catch(() => undefined); // reported by settle()
    this.#pending.push(sent);
  }

  #open(claim: IdempotencyRequest | null): Promise<unknown> {
    const { actor, requestId } = this.context;
    const who = [actor.type, actor.id, requestId];
    const opened =
      claim === null
        ? this.query(OPEN, who, 'open')
        : this.query(OPEN_ONCE, [...who, claim.account, claim.route, claim.key], 'open-once');
    opened.catch(() => undefined); // reported by settle()
    this.#pending.push(opened);
    return opened;
  }

  /** Adds an entry to the audit log; it is written with the commit, or not at all. */
  record(event: AuditEvent): void {
    this.#events.push(event);
  }

  /**
   * Sends what was recorded.
   * @throws CanonicalFormError when it could never be sealed or exported: then nothing is committed.
   */
  sendAudit(): void {
    if (this.#events.length === 0) return;
    const { actor, requestId } = this.context;
    const rows = this.#events.map((event) => ({
      id: newId(),
      action: event.action,
      resource_type: event.resource.type,
      resource_id: event.resource.id,
      legal_entity_ids: event.legalEntityIds,
      changes: event.changes ?? {},
      reason: event.reason ?? null,
    }));
    const text = JSON.stringify(rows);
    // As it will be read again, not as it was given: a Date is a text by then, and an undefined field is none. It takes
    // 20 µs for an entry of twenty changed fields.
    assertCanonical(JSON.parse(text));
    this.send(INSERT_AUDIT, [text, actor.type, actor.id, actor.name, requestId], 'insert-audit');
  }

  /** Nothing joins it any more: its connection is somebody else’s. */
  end(): void {
    this.#hasEnded = true;
  }

  async settle(): Promise<void> {
    await Promise.all(this.#pending);
  }

  /** What made the transaction fail: a statement that nobody waited for may have failed before the one that was. */
  async causeOf(error: unknown): Promise<unknown> {
    if (!isAftermath(error)) return error;
    const outcomes = await Promise.allSettled(this.#pending);
    const failures = outcomes.filter((outcome) => outcome.status === 'rejected');
    const cause = failures.find(({ reason }) => !isAftermath(reason));
    return cause ? cause.reason : error;
  }
}

const INSERT_AUDIT = `
  INSERT INTO audit.entry
    (id, actor_type, actor_id, actor_name, request_id, action, resource_type, resource_id, legal_entity_ids, changes, reason)
  SELECT id, $2, $3, $4, $5, action, resource_type, resource_id, legal_entity_ids, changes, reason
    FROM jsonb_to_recordset($1::jsonb) AS e(id uuid, action text, resource_type text, resource_id text,
         legal_entity_ids uuid[], changes jsonb, reason text)`;

const OPEN = `
  SELECT set_config('app.actor_type', $1, true), set_config('app.actor_id', $2, true),
         set_config('app.request_id', $3, true)`;
const OPEN_ONCE = `${OPEN}, claim_idempotency_key($4, $5, $6)`;

/** The one way to change the register: a transaction with its actor, its audit entries and its idempotency record. */
export class UnitOfWork {
  readonly #names = new PreparedNames();
  readonly #joining = new WeakMap<RequestContext, Transaction>();

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs `work` in a transaction and commits what it wrote together with its audit entries. Serialization failures
   * and deadlocks run the whole function again.
   */
  async run<T>(context: RequestContext, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const running = this.#joining.get(context);
    if (running) return running.as(context, work);
    return this.#attempts(context, (tx) => work(tx));
  }

  /**
   * A context for somebody whose commands join a running transaction, where each would have one of its own: what they do is
   * there together or not at all. One command at a time; after the end of the transaction they fail.
   */
  joining(tx: Transaction, context: Omit<RequestContext, 'idempotency'>): RequestContext {
    const joining = { ...context, idempotency: null };
    this.#joining.set(joining, tx);
    return joining;
  }

  /**
   * The same for a request whose answer must be repeatable: with an Idempotency-Key the answer is stored in the same
   * transaction, and given again to whoever repeats the request. A refusal is not stored.
   */
  async answer(context: RequestContext, work: (tx: Transaction) => Promise<Answer>): Promise<Answer> {
    if (!context.idempotency) return this.run(context, work);
    const idempotency = new Idempotency(context.idempotency);
    try {
      return await this.#attempts(
        context,
        async (tx) => {
          const answer = await idempotency.guard(tx.opened, work(tx));
          idempotency.keep(tx, answer);
          return answer;
        },
        context.idempotency,
      );
    } catch (error) {
      if (!idempotency.wasTaken(error)) throw error;
      const kept = await idempotency.lookUp(this.dataSource);
      return kept === 'expired' ? this.answer(context, work) : kept;
    }
  }

  async #attempts<T>(
    context: RequestContext,
    work: (tx: Transaction) => Promise<T>,
    claim: IdempotencyRequest | null = null,
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#once(context, work, claim);
      } catch (error) {
        if (!isRetryable(error) || attempt === ATTEMPTS) throw toDomainError(error);
      }
    }
  }

  async #once<T>(
    context: RequestContext,
    work: (tx: Transaction) => Promise<T>,
    claim: IdempotencyRequest | null,
  ): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const client = (await runner.connect()) as PoolClient;
    const tx = Transaction.begin(client, runner.manager, context, this.#names, claim);
    // The ORM would begin by itself and wait for it; told that it has, it uses this transaction.
    Object.assign(runner, { isTransactionActive: true });
    try {
      const result = await work(tx);
      tx.sendAudit();
      const commit = tx.query('COMMIT');
      await tx.settle();
      // In a failed transaction COMMIT succeeds as a ROLLBACK: that must never look like success.
      if ((await commit).command !== 'COMMIT') throw new DomainError('unavailable');
      return result;
    } catch (error) {
      const cause = await tx.causeOf(error);
      await tx.query('ROLLBACK').catch(() => undefined);
      throw cause;
    } finally {
      tx.end();
      Object.assign(runner, { isTransactionActive: false });
      await runner.release();
    }
  }
}
