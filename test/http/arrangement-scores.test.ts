import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ScoreKeeper } from '../../src/modules/scoring/scoring.public.js';
import { ArrangementApp, ARRANGEMENTS, type As, idOf } from '../harness/arrangement-app.js';
import type { Reply } from '../harness/app.js';
import { documentOf } from '../harness/evidence-app.js';
import { itemsOf } from '../harness/replies.js';

interface Shown {
  covered: boolean;
  arrangementId: string;
  providerId: string | null;
  componentIds: string[];
  reported: number;
  residual: number;
  confidence: number;
  gates: { code: string; records: { type: string; id: string; name: string }[] }[];
  domains: {
    code: string;
    factors: {
      code: string;
      read: string;
      known: boolean;
      value: number;
      sources: { type: string; name: string }[];
    }[];
    controls: {
      code: string;
      design: number | null;
      operating: number | null;
      sources: { type: string }[];
    }[];
  }[];
  reproducible: boolean;
}

let at: ArrangementApp;
let keeper: ScoreKeeper;
let useCase = '';
beforeAll(async () => {
  at = await ArrangementApp.start();
  keeper = at.app.nest.get(ScoreKeeper);
  await at.app.owner.query(`UPDATE legal_entity SET jurisdiction = 'HK' WHERE id = $1`, [at.firm]);
  useCase = await at.register.useCase('Research', 'T1', at.firm);
  await at.register.requires({ useCase }, [{ component: at.model }]);
  await at.register.requires({ component: at.model }, [{ component: at.host }]);
  await at.register.endsAt(at.host);
});
afterAll(() => at.app.close());

/** What the score of the use case and an arrangement, or a provider, says. */
async function scored(subjectId: string): Promise<Shown> {
  await keeper.keep();
  const reply = await at.app.send('auditor', 'GET', `/api/v1/scores/${useCase}/${subjectId}`);
  expect(reply.status).toBe(200);
  return reply.json as unknown as Shown;
}
async function subjects(): Promise<unknown[]> {
  await keeper.keep();
  return itemsOf(await at.app.send('auditor', 'GET', '/api/v1/scores?sort=createdAt')).map(
    ({ arrangementId, covered }) => [arrangementId, covered],
  );
}
const factorOf = ({ domains }: Shown, code: string) => {
  const found = domains.flatMap(({ factors }) => factors).find((factor) => factor.code === code);
  expect(found).toBeDefined();
  return found!;
};
const codesOf = ({ gates }: Shown): string[] => gates.map(({ code }) => code);
const term = (of: Reply, kind: string, body: object): Promise<Reply> =>
  at.app.send('procurement', 'POST', `${ARRANGEMENTS}/${idOf(of)}/${kind}`, { body });

describe('the score of what an arrangement covers', () => {
  it('reads the worst of the provider of an arrangement and of those of its components', async () => {
    const views = (id: string, viability: string) =>
      at.app.owner.query('UPDATE provider SET viability = $1, row_version = row_version + 1 WHERE id = $2', [
        viability,
        id,
      ]);
    await at.register.requires({ useCase }, [{ component: at.host }]);
    const made = await at.post({ componentIds: [at.model, at.host] });
    await views(at.vendor, 'strong');
    await views(at.hoster, 'weak');
    const weak = factorOf(await scored(idOf(made)), 'viability');
    expect(weak.read).toBe('weak');
    expect(weak.sources.map(({ name }) => name).sort()).toEqual(['Hoster', 'Vendor']);
    await views(at.hoster, 'strong');
    expect(factorOf(await scored(idOf(made)), 'viability').read).toBe('strong');
    await views(at.hoster, 'unknown');
    expect(factorOf(await scored(idOf(made)), 'viability')).toMatchObject({ read: 'unknown', known: false });
    await at.app.owner.query(
      `DELETE FROM requirement_alternative a USING requirement r WHERE r.id = a.requirement_id
          AND r.use_case_id = $1 AND a.component_id = $2`,
      [useCase, at.host],
    );
    await at.app.owner.query(
      'UPDATE requirement r SET retired_at = now() WHERE use_case_id = $1 AND NOT EXISTS (SELECT FROM requirement_alternative a WHERE a.requirement_id = r.id)',
      [useCase],
    );
    expect((await at.act(made, 'DELETE')).status).toBe(204);
  });

  it('takes the place of that of its provider, and gives it back when the arrangement is gone', async () => {
    expect(await subjects()).toEqual([[at.vendor, false]]);
    const before = await scored(at.vendor);
    expect(before).toMatchObject({ covered: false, arrangementId: at.vendor, componentIds: [at.model] });
    const made = await at.post({ componentIds: [at.model], endsOn: '2026-12-31' });
    expect(await subjects()).toEqual([[idOf(made), true]]);
    const covered = await scored(idOf(made));
    expect(covered).toMatchObject({
      ...{ covered: true, arrangementId: idOf(made), providerId: at.vendor, componentIds: [at.model] },
      ...{ reported: before.reported, reproducible: true },
    });
    await at.app.setClock('2027-01-01T02:00:00Z');
    expect(await subjects()).toEqual([[at.vendor, false]]);
    await at.app.setClock('2026-12-01T02:00:00Z');
    expect(await subjects()).toEqual([[idOf(made), true]]);
    await at.act(made, 'DELETE');
    expect(await subjects()).toEqual([[at.vendor, false]]);
  });

  it.each([
    ['of another legal entity', () => ({ legalEntityId: at.other })],
    ['that has not begun', () => ({ startsOn: '2026-12-02' })],
    ['that covers something else', () => ({ componentIds: [at.host] })],
  ])('is not that of one %s', async (_which, more) => {
    const made = await at.post({ componentIds: [at.model], ...more() });
    expect(await subjects()).toEqual([[at.vendor, false]]);
    await at.act(made, 'DELETE');
  });

  it('reads its terms, names it as their source, and falls as they are known', async () => {
    const made = await at.post({ componentIds: [at.model], reference: 'MSA 7' });
    const unknown = await scored(idOf(made));
    const terms = {
      retention: 'up_to_30_days',
      trainingUse: 'contractually_excluded',
      chain: 'no_subprocessor',
      privacyTerms: 'evidenced',
      auditRights: 'yes',
      termsOfUse: 'allowed',
      reliance: 'low',
      substitutability: 'easily',
      noticeDaysProvider: 90,
      territorySupport: [{ jurisdiction: 'HK', status: 'supported', checkedOn: '2026-11-30' }],
    };
    expect((await at.patch(made, terms)).status).toBe(200);
    const known = await scored(idOf(made));
    expect([known.residual < unknown.residual, known.confidence > unknown.confidence]).toEqual([true, true]);
    for (const [code, read] of [
      ['retention', 'up_to_30_days'],
      ['training_use', 'contractually_excluded'],
      ['chain', 'no_subprocessor'],
      ['privacy', 'evidenced'],
      ['audit_rights', 'yes'],
      ['terms', 'allowed'],
      ['reliance', 'low'],
      ['substitutability', 'easily'],
    ] as const) {
      const factor = factorOf(known, code);
      expect([code, factor.known, factor.sources[0]]).toEqual([
        code,
        true,
        expect.objectContaining({ type: 'arrangement', name: 'MSA 7' }),
      ]);
      if (code !== 'terms') expect([code, factor.read]).toEqual([code, read]);
    }
    expect([codesOf(unknown).includes('G3'), codesOf(known).includes('G3')]).toEqual([true, false]);
    const notice = known.domains
      .flatMap(({ controls }) => controls)
      .find(({ code }) => code === 'notice_period');
    expect(notice).toMatchObject({ design: 1, operating: 1, sources: [{ type: 'arrangement' }] });
    const { items } = (await at.app.send('auditor', 'GET', `/api/v1/scores/${useCase}/${idOf(made)}/history`))
      .json as unknown as { items: { movedBy: { code: string; toText: string }[] }[] };
    expect(items[0]?.movedBy.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['retention', 'reliance']),
    );
    await at.act(made, 'DELETE', '"2"');
  });

  it.each([
    [[], 'unknown', true],
    [[{ jurisdiction: 'SG', status: 'supported' }], 'unknown', true],
    [[{ jurisdiction: 'HK', status: 'unsupported' }], 'unsupported', true],
    [[{ jurisdiction: 'HK', status: 'restricted' }], 'restricted', false],
    [[{ jurisdiction: 'HK', status: 'supported' }], 'supported', false],
  ])('in the places %j is as bad as the place of use: %s', async (territorySupport, read, fires) => {
    const made = await at.post({ componentIds: [at.model], territorySupport, termsOfUse: 'allowed' });
    const score = await scored(idOf(made));
    expect([factorOf(score, 'terms').read, codesOf(score).includes('G3')]).toEqual([
      read === 'supported' ? expect.any(String) : read,
      fires,
    ]);
    const gate = score.gates.find(({ code }) => code === 'G3');
    if (fires) expect(gate?.records.map(({ type }) => type)).toEqual(['use_case', 'arrangement']);
    await at.act(made, 'DELETE');
  });

  it('goes by the route, where the model has one of its own', async () => {
    const territorySupport = [
      { jurisdiction: 'HK', status: 'unsupported', checkedOn: '2026-11-01' },
      { jurisdiction: 'HK', componentId: at.model, status: 'supported', checkedOn: '2026-11-01' },
    ];
    const made = await at.post({
      componentIds: [at.model, at.host],
      territorySupport,
      termsOfUse: 'allowed',
    });
    expect(codesOf(await scored(idOf(made)))).not.toContain('G3');
    await at.act(made, 'DELETE');
  });

  it('believes an indemnity as far as its conditions are shown', async () => {
    const proof = await documentOf(at.app, { legalEntityId: at.firm, validTo: '2026-12-15' });
    const own = {
      ipProtectiveMeasure: 'no',
      privacyProtectiveMeasure: 'no',
      ipBreachMaterial: 'yes',
      privacyBreachMaterial: 'yes',
    };
    const made = await at.post({ componentIds: [at.model], ...own });
    expect(codesOf(await scored(idOf(made)))).toContain('G6');
    const terms = { protection: 'uncapped', conditionsStatus: 'known' };
    const paid = { text: 'A paid plan.', kind: 'paid_tier', met: 'yes', evidenceId: proof };
    const output = await term(made, 'indemnities', { risk: 'ip_output', ...terms, conditions: [paid] });
    for (const risk of ['ip_training_data', 'privacy']) {
      await term(made, 'indemnities', { risk, protection: 'uncapped', conditionsStatus: 'none' });
    }
    const ip = async () => factorOf(await scored(idOf(made)), 'ip');
    expect(await ip()).toMatchObject({ read: 'protected', value: 0.15, known: true });
    expect(codesOf(await scored(idOf(made)))).not.toContain('G6');
    expect((await ip()).sources.map(({ type }) => type)).toEqual(['arrangement', 'indemnity', 'indemnity']);
    // The document expires; then a free tier breaks the condition, whatever is said of it.
    await at.app.setClock('2026-12-16T02:00:00Z');
    expect(await ip()).toMatchObject({ read: 'limited', value: 0.45 });
    await at.app.setClock('2026-12-01T02:00:00Z');
    await at.app.owner.query(`UPDATE component SET deployment = 'consumer' WHERE id = $1`, [at.model]);
    expect((await ip()).read).toBe('limited');
    await at.app.owner.query(`UPDATE component SET deployment = 'multi_tenant_saas' WHERE id = $1`, [
      at.model,
    ]);
    expect((await ip()).read).toBe('protected');
    // Another document takes the place of the one that is named.
    await documentOf(at.app, { legalEntityId: at.firm, supersedesId: proof });
    expect((await ip()).read).toBe('limited');
    const path = `${ARRANGEMENTS}/${idOf(made)}/indemnities/${idOf(output)}`;
    const excluded = { protection: 'excluded', conditionsStatus: 'unknown', conditions: [] };
    await at.app.send('procurement', 'PATCH', path, { body: excluded, ifMatch: '"1"' });
    expect(await ip()).toMatchObject({ read: 'unprotected', value: 0.9 });
    expect(codesOf(await scored(idOf(made)))).toContain('G6');
    await at.act(made, 'DELETE');
  });

  it('asks that every task is somebody’s, on a basis, and confirmed', async () => {
    const { TASKS } = await import('../../src/modules/arrangements/domain/responsibility.js');
    const made = await at.post({ componentIds: [at.model] });
    const confirmed = { confirmedBy: at.app.people.risk_officer, confirmedOn: '2026-11-30' };
    const items = TASKS.map((task) => ({ task, side: 'provider', basis: 'contract_clause', ...confirmed }));
    const path = `${ARRANGEMENTS}/${idOf(made)}/responsibilities`;
    const batch = await at.app.send('procurement', 'POST', `${path}/batch`, { body: { items } });
    expect(batch.status).toBe(201);
    expect(codesOf(await scored(idOf(made)))).not.toContain('G12');
    const one = `${path}/${String(itemsOf(batch)[0]?.['id'])}`;
    const change = (body: object, ifMatch: string) =>
      at.app.send('procurement', 'PATCH', one, { body, ifMatch });
    await change({ confirmedBy: null, confirmedOn: null }, '"1"');
    const open = await scored(idOf(made));
    const gate = open.gates.find(({ code }) => code === 'G12');
    expect(gate?.records.map(({ type }) => type)).toEqual([
      'arrangement',
      ...TASKS.map(() => 'responsibility'),
    ]);
    await change({ ...confirmed }, '"2"');
    expect(codesOf(await scored(idOf(made)))).not.toContain('G12');
    await at.act(made, 'DELETE');
  });

  it('is not there for who sees the use case and not the legal entity that has agreed it', async () => {
    const shared = await at.register.useCase('Shared', 'T2', at.firm);
    await at.app.owner.query(
      'INSERT INTO use_case_legal_entity (use_case_id, legal_entity_id, name) VALUES ($1, $2, $3)',
      [shared, at.other, 'Shared'],
    );
    await at.register.requires({ useCase: shared }, [{ component: at.model }]);
    const theirs = await at.post({ componentIds: [at.model], reference: 'SECRET 1', retention: 'none' });
    const own = await at.post({ componentIds: [at.model], legalEntityId: at.other });
    await keeper.keep();
    const outsider = await at.app.person({ roles: ['risk_officer'], legalEntityIds: [at.other] });
    const read = async (as: As, path: string, body?: object): Promise<Reply> =>
      at.app.send(as, body ? 'POST' : 'GET', `/api/v1${path}`, body ? { body } : {});
    const query = `useCaseId=${shared}`;
    const methods = itemsOf(await read('auditor', '/scoring/methods'));
    const copied = await read('risk_officer', '/scoring/methods', {
      ...{ version: 'v1-leak', name: 'Other caps', reason: 'x', basedOnId: methods[0]?.['id'] },
    });
    const { method } = copied.json as unknown as { method: { caps: object } };
    await at.app.send('risk_officer', 'PATCH', `/api/v1/scoring/methods/${idOf(copied)}`, {
      body: { method: { ...method, caps: { ...method.caps, D: 0 }, total: { worst: 0.4, mean: 0.6 } } },
      ifMatch: copied.etag,
    });
    const seenBy = async (as: As) => {
      const found = (reply: Reply, list: string) =>
        (reply.json[list] as unknown as { useCaseId: string; arrangementId: string }[])
          .filter(({ useCaseId }) => useCaseId === shared)
          .map(({ arrangementId }) => arrangementId)
          .sort();
      const scenario = { removeComponentIds: [at.model] };
      return {
        listed: found(await read(as, `/scores?${query}`), 'items'),
        rolledUp: (await read(as, `/scores/roll-up?${query}`)).json['scores'],
        explained: (await read(as, `/scores/${shared}/${idOf(theirs)}`)).status,
        past: (await read(as, `/scores/${shared}/${idOf(theirs)}/history`)).status,
        own: (await read(as, `/scores/${shared}/${idOf(own)}`)).status,
        scenario: found(await read(as, '/scenarios/compare', scenario), 'scores').filter((id) =>
          [idOf(theirs), idOf(own)].includes(id),
        ),
        effect: found(await read(as, `/scoring/methods/${idOf(copied)}/effect`), 'items'),
      };
    };
    const both = [idOf(theirs), idOf(own)].sort();
    expect(await seenBy('risk_officer')).toEqual({
      ...{ listed: both, rolledUp: 2, explained: 200, past: 200, own: 200, scenario: both, effect: both },
    });
    const one = [idOf(own)];
    expect(await seenBy({ key: outsider.key })).toEqual({
      ...{ listed: one, rolledUp: 1, explained: 404, past: 404, own: 200, scenario: one, effect: one },
    });
    for (const made of [theirs, own]) await at.act(made, 'DELETE');
  });

  it('is found by its component, and rolled up with it', async () => {
    const made = await at.post({ componentIds: [at.model] });
    await keeper.keep();
    const query = `componentId=${at.model}&useCaseId=${useCase}`;
    const found = itemsOf(await at.app.send('auditor', 'GET', `/api/v1/scores?${query}`));
    expect(found.map(({ arrangementId }) => arrangementId)).toEqual([idOf(made)]);
    const { json } = await at.app.send('auditor', 'GET', `/api/v1/scores/roll-up?${query}`);
    expect(json['scores']).toBe(1);
    await at.act(made, 'DELETE');
  });
});
