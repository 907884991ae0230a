import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import type { Reply } from '../harness/app.js';
import { type ArrangementApp, type As, idOf } from '../harness/arrangement-app.js';
import { CoverageApp } from '../harness/coverage-app.js';
import { errorsOf } from '../harness/replies.js';

interface Summary {
  counts: (Record<'somebody' | 'perhaps' | 'nobody' | 'unknown', number> & { risk: string; tier: string })[];
  unpaid: { total: number; items: Record<string, unknown>[] };
}

let register: CoverageApp;
let at: ArrangementApp;
let contract: Reply;
let first = '';
beforeAll(async () => {
  register = await CoverageApp.start();
  at = register.at;
  contract = await at.post({ componentIds: [at.model] });
  await register.promise(contract, 'ip_output');
  await register.promise(contract, 'privacy', { conditionsStatus: 'unknown' });
  first = await register.use('First', 'T1', [at.model, at.host]);
  await register.use('Second', 'T2', [at.model], { legalEntityIds: [at.other] });
  await register.use('Third', 'T3', [at.host]);
  await register.keeper.keep();
});
afterAll(() => at.app.close());

const get = (query = '', as: As = 'auditor'): Promise<Reply> => register.get(`/summary${query}`, as);
async function summary(query = '', as: As = 'auditor'): Promise<Summary> {
  await register.keeper.keep();
  const reply = await get(query, as);
  expect([reply.status, reply.text]).toEqual([200, expect.anything()]);
  return reply.json as unknown as Summary;
}
const line = ({ counts }: Summary, risk: string, tier: string): number[] => {
  const found = counts.filter((one) => one.risk === risk && one.tier === tier);
  return found.flatMap(({ somebody, perhaps, nobody, unknown }) => [somebody, perhaps, nobody, unknown]);
};

describe('the coverage of indemnities at a glance', () => {
  it('counts who would pay, by kind of claim and tier, and names what nobody would pay for', async () => {
    const all = await summary();
    expect(all.counts).toHaveLength(16);
    expect(
      ['ip_output', 'ip_training_data', 'privacy', 'other'].map((risk) => line(all, risk, 'T1')),
    ).toEqual([
      [1, 0, 1, 0],
      [0, 0, 1, 1],
      [0, 1, 1, 0],
      [0, 0, 0, 0],
    ]);
    expect(line(all, 'ip_output', 'T2')).toEqual([0, 0, 1, 0]);
    expect(line(all, 'ip_output', 'T3')).toEqual([0, 0, 1, 0]);
    expect(line(all, 'ip_output', 'T4')).toEqual([0, 0, 0, 0]);
    const risks = ['ip_output', 'ip_training_data', 'privacy'];
    expect(all.unpaid).toEqual({
      total: 2,
      items: [
        {
          ...{ useCaseId: first, useCaseName: 'First', useCaseNameZhHant: null, tier: 'T1' },
          ...{ risks, rows: 3 },
        },
        expect.objectContaining({ useCaseName: 'Second', tier: 'T2', risks, rows: 3 }),
      ],
    });
  });

  it('counts one legal entity, and names nothing that somebody does not see', async () => {
    const theirs = await summary(`?legalEntityId=${at.other}`);
    expect(theirs.unpaid.items.map(({ useCaseName }) => useCaseName)).toEqual(['Second']);
    expect(line(theirs, 'ip_output', 'T1')).toEqual([0, 0, 0, 0]);
    expect(await summary('', at.local)).toEqual(theirs);
    expect(await summary(`?legalEntityId=${at.other}`, at.local)).toEqual(theirs);
    expect((await get(`?legalEntityId=${at.firm}`, at.local)).status).toBe(404);
    const nobody = await at.app.person({ roles: ['procurement'], legalEntityIds: [] });
    expect((await summary('', nobody)).unpaid).toEqual({ total: 0, items: [] });
  });

  it('counts as of an earlier instant', async () => {
    const then = await at.app.instant();
    const before = await summary();
    const made = await at.post({ componentIds: [at.host], providerId: at.hoster });
    for (const risk of ['ip_output', 'ip_training_data', 'privacy']) await register.promise(made, risk);
    const after = await summary();
    expect(line(after, 'ip_output', 'T1')).toEqual([2, 0, 0, 0]);
    expect(after.unpaid.items.map(({ useCaseName }) => useCaseName)).toEqual(['Second']);
    expect(await summary(`?asOf=${then}`)).toEqual(before);
    await at.act(made, 'DELETE');
    expect(await summary()).toEqual(before);
  });

  it('names a hundred use cases, and counts the others', async () => {
    const ids = Array.from({ length: 120 }, () => newId());
    await at.app.owner.query(
      `INSERT INTO use_case (id, name, tier, lowest_tier, tier_provisional, tier_reasons, high_risk, high_risk_reasons, status, created_by)
       SELECT i, 'Many ' || i, 'T2', 'T2', false, '[]', 'no', '[]', 'live', 'test' FROM unnest($1::uuid[]) AS i`,
      [ids],
    );
    await at.app.owner.query(
      `INSERT INTO use_case_legal_entity (use_case_id, legal_entity_id, name)
       SELECT i, $2, 'Many ' || i FROM unnest($1::uuid[]) AS i`,
      [ids, at.firm],
    );
    const { unpaid } = await summary(`?legalEntityId=${at.firm}`);
    expect([unpaid.total, unpaid.items.length]).toEqual([121, 100]);
    expect(unpaid.items[0]).toMatchObject({ useCaseName: 'First', tier: 'T1' });
    await at.app.owner.query('UPDATE use_case SET retired_at = now() WHERE id = ANY ($1::uuid[])', [ids]);
    expect((await summary(`?legalEntityId=${at.firm}`)).unpaid.total).toBe(1);
  });

  it.each([
    ['legalEntityId=x', { '/legalEntityId': 'id' }],
    ['asOf=2999-01-01T00:00:00Z', { '/asOf': 'not-in-future' }],
    ['payer=nobody', { '/payer': 'unknown-field' }],
  ])('refuses %s', async (query, errors) => {
    const reply = await get(`?${query}`);
    expect([reply.status, errorsOf(reply)]).toEqual([422, errors]);
  });
});

describe('what is stored', () => {
  const stored = async (): Promise<Map<string, number>> => {
    await register.keeper.keep();
    const { rows } = await at.app.owner.query<{ id: string; version: number }>(
      'SELECT id, row_version AS version FROM indemnity_coverage WHERE retired_at IS NULL',
    );
    return new Map(rows.map(({ id, version }) => [id, version]));
  };
  const scoreVersions = async (): Promise<number> => {
    const { rows } = await at.app.owner.query<{ n: number }>(
      'SELECT sum(row_version)::int AS n FROM score WHERE retired_at IS NULL',
    );
    return rows[0]!.n;
  };
  const differing = (before: Map<string, number>, after: Map<string, number>): number =>
    [...after].filter(([id, version]) => before.get(id) !== version).length;

  it('is written again where it is another, and nowhere else', async () => {
    const made = await register.promise(contract, 'ip_training_data', { protection: 'capped' });
    const before = await stored();
    const scores = await scoreVersions();
    // No score reads the amount.
    await register.change(contract, made, { cap: { amountMinor: 5, currency: 'HKD' }, capBase: 'in_total' });
    const capped = await stored();
    expect([differing(before, capped), await scoreVersions()]).toEqual([3, scores]);
    // No row tells of where a model comes from.
    await at.app.owner.query(
      `UPDATE component SET provenance = 'signed_verified', row_version = row_version + 1 WHERE id = $1`,
      [at.model],
    );
    expect(differing(capped, await stored())).toBe(0);
    expect(await scoreVersions()).toBeGreaterThan(scores);
    await at.app.setClock('2026-12-02T02:00:00Z');
    expect(differing(capped, await stored())).toBe(0);
    await at.app.setClock('2026-12-01T02:00:00Z');
  });

  it('keeps the row of a contract that ends and begins again', async () => {
    const before = await stored();
    await at.patch(contract, { endsOn: '2026-12-15' });
    await at.app.setClock('2026-12-16T02:00:00Z');
    const ended = await stored();
    expect([...ended.keys()].filter((id) => !before.has(id))).not.toEqual([]);
    const rows = await register.rows(`?useCaseId=${first}`);
    expect(new Set(rows.map(({ arrangementId, payer }) => `${arrangementId} ${payer}`))).toEqual(
      new Set(['null nobody']),
    );
    await at.app.setClock('2026-12-01T02:00:00Z');
    const again = await stored();
    expect([...again.keys()].sort()).toEqual([...before.keys()].sort());
    expect(await register.payers(first, 'ip_output')).toContain('somebody');
    expect((await register.rows(`?arrangementId=${idOf(contract)}`)).length).toBeGreaterThan(0);
  });

  it('is told of in the audit log', async () => {
    const reply = await at.app.send(
      'auditor',
      'GET',
      '/api/v1/audit-entries?action=indemnity_coverage.judged',
    );
    const [entry] = reply.json['items'] as unknown as Record<string, unknown>[];
    expect(entry).toMatchObject({
      ...{ actor: { type: 'system' }, resource: { type: 'indemnity_coverage' } },
      changes: { judged: expect.any(Number) },
    });
  });
});
