import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RequestContext, systemContext } from '../../src/kernel/actor.js';
import { permissionsOf } from '../../src/kernel/roles.js';
import { ProviderService } from '../../src/modules/inventory/inventory.public.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { startApp, type TestApp } from '../harness/app.js';

let app: TestApp;
let unitOfWork: UnitOfWork;
let providers: ProviderService;
beforeAll(async () => {
  app = await startApp();
  unitOfWork = app.nest.get(UnitOfWork);
  providers = app.nest.get(ProviderService, { strict: false });
});
afterAll(() => app.close());

function person(id: string, name: string): Omit<RequestContext, 'idempotency'> {
  const roles = ['procurement'] as const;
  const rights = { roles, permissions: permissionsOf(roles), functions: [] };
  return {
    actor: { type: 'person', id, name, personId: id, ...rights, scope: { all: true } },
    requestId: `of ${name}`,
    locale: 'en',
  };
}

const rows = async (sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
  (await app.owner.query<Record<string, unknown>>(sql, values)).rows;

describe('commands that join a transaction', () => {
  it('are one change, in which each is said to be of whoever gave it', async () => {
    await unitOfWork.run(systemContext('whole'), async (tx) => {
      for (const [id, name] of [
        [app.people.procurement, 'Ann'],
        [app.people.risk_officer, 'Ben'],
      ] as const) {
        const context = unitOfWork.joining(tx, person(id, name));
        await providers.register(context, { name: `Provider of ${name}` });
      }
      await providers.registerIn(tx, { name: 'Provider of nobody' });
    });
    const made = await rows(
      `SELECT p.name, p.created_by = ANY ($1) AS by_person, e.actor_type, e.actor_name, e.request_id, h.change_from
         FROM provider p JOIN audit.entry e ON e.resource_id = p.id::text
         JOIN history.provider h ON h.id = p.id WHERE p.name LIKE 'Provider of%' ORDER BY p.name`,
      [[app.people.procurement, app.people.risk_officer]],
    );
    expect(made).toMatchObject([
      { actor_type: 'person', actor_name: 'Ann', request_id: 'of Ann', by_person: true },
      { actor_type: 'person', actor_name: 'Ben', request_id: 'of Ben', by_person: true },
      { actor_type: 'system', actor_name: 'whole', request_id: 'whole', by_person: false },
    ]);
    expect(new Set(made.map(({ change_from }) => change_from)).size).toBe(1);
  });

  it('leave nothing behind where a later one is refused', async () => {
    const whole = unitOfWork.run(systemContext('whole'), async (tx) => {
      const context = unitOfWork.joining(tx, person(app.people.procurement, 'Ann'));
      await providers.register(context, { name: 'Kept by nobody' });
      await providers.register(context, { name: 'kept BY nobody' });
    });
    await expect(whole).rejects.toMatchObject({ name: 'DomainError' });
    expect(await rows(`SELECT FROM provider WHERE name ILIKE 'kept by nobody'`)).toEqual([]);
    expect(await rows(`SELECT FROM audit.entry WHERE changes ->> 'name' ILIKE 'kept by nobody'`)).toEqual([]);
  });

  it('fail once that transaction has ended', async () => {
    let late: RequestContext | null = null;
    await unitOfWork.run(systemContext('whole'), (tx) => {
      late = unitOfWork.joining(tx, person(app.people.procurement, 'Ann'));
      return Promise.resolve();
    });
    await expect(providers.register(late!, { name: 'Too late' })).rejects.toThrow();
    expect(await rows(`SELECT FROM provider WHERE name = 'Too late'`)).toEqual([]);
  });
});
