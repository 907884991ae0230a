import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  harmless,
  pathOf,
  research,
  startUseCaseApp,
  unique,
  USE_CASES,
  type UseCaseApp,
} from '../harness/use-case-app.js';

let app: UseCaseApp;
beforeAll(async () => {
  app = await startUseCaseApp();
});
afterAll(() => app.close());

describe('listing use cases', () => {
  it('filters on every enumeration', async () => {
    const lone = await app.legalEntity(unique('Lone'));
    const made = await app.register({
      ...research,
      ...{ legalEntityIds: [lone], clientsInteract: 'yes', affectsClients: 'yes', criticalOperation: 'yes' },
      ...{
        dataClasses: ['personal', 'credentials'],
        developmentFlags: ['rag'],
        humanOversight: 'on_the_loop',
      },
      ...{ scope: { decision: 'in' }, impact: { firm: 'low', clients: 'high' } },
      owners: { accountable: app.people.senior_manager, technology: app.people.procurement },
    });
    await app.register({ legalEntityIds: [lone], afterSalesOnly: 'unknown' });
    const matching = [
      ...[
        'tier=T1&provisional=false',
        'lowestTier=T1',
        'highRisk=yes',
        'purposes=investment_research',
        'recipients=client',
      ],
      ...[
        'dataClasses=credentials',
        'developmentFlags=rag',
        'humanOversight=on_the_loop',
        'afterSalesOnly=no',
      ],
      ...[
        'clientsInteract=yes',
        'affectsClients=yes',
        'criticalOperation=yes',
        'scopeDecision=in',
        'impactFirm=low',
      ],
      ...[
        'impactClients=high',
        `accountableOwnerId=${app.people.senior_manager}`,
        `technologyOwnerId=${app.people.procurement}`,
      ],
    ];
    for (const filter of matching) {
      expect([filter, await app.idsOf(`legalEntityId=${lone}&${filter}`)]).toEqual([
        filter,
        [made.json['id']],
      ]);
    }
    for (const filter of [
      'highRisk=no',
      'status=live',
      'tier=T2',
      'dataClasses=public',
      `riskOwnerId=${app.people.admin}`,
    ]) {
      expect([filter, await app.idsOf(`legalEntityId=${lone}&${filter}`)]).toEqual([filter, []]);
    }
    expect(await app.idsOf(`legalEntityId=${lone}&status=planned`)).toHaveLength(2);
    expect((await app.send('auditor', 'GET', `${USE_CASES}?tier=T5`)).status).toBe(422);
  });

  it('pages through everything once, in any order', async () => {
    for (const sort of ['name', '-tier', 'updatedAt']) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await app.send(
          'auditor',
          'GET',
          `${USE_CASES}?limit=7&sort=${sort}${cursor ? `&cursor=${cursor}` : ''}`,
        );
        seen.push(...(page.json['items'] as unknown as { id: string }[]).map(({ id }) => id));
        cursor = page.json['nextCursor'] as unknown as string | null;
      } while (cursor);
      const { rows } = await app.owner.query<{ n: number }>(
        'SELECT count(*)::int AS n FROM use_case WHERE retired_at IS NULL',
      );
      expect([new Set(seen).size, seen.length]).toEqual([rows[0]?.n, rows[0]?.n]);
    }
  });
});

describe('reading as of an earlier instant', () => {
  it('gives the use case and its legal entities as they were', async () => {
    const made = await app.register(harmless);
    const before = await app.now();
    await app.change(made, { legalEntityIds: [app.sister], criticalOperation: 'yes' });
    const then = await app.send('auditor', 'GET', `${pathOf(made)}?asOf=${before}`);
    expect(then.json).toEqual(made.json);
    expect((await app.send('auditor', 'GET', pathOf(made))).json).toMatchObject({
      tier: 'T3',
      legalEntityIds: [app.sister],
    });
    expect(await app.idsOf(`legalEntityId=${app.firm}&asOf=${before}`)).toContain(made.json['id']);
    expect(await app.idsOf(`legalEntityId=${app.firm}`)).not.toContain(made.json['id']);
  });
});
