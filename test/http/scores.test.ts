import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { Clock } from '../../src/kernel/clock.js';
import { MethodRepository } from '../../src/modules/scoring/persistence/method.repository.js';
import { ScoreFactsReadModel } from '../../src/modules/scoring/persistence/score-facts.read-model.js';
import { IndemnityCoverageRepository } from '../../src/modules/scoring/persistence/indemnity-coverage.repository.js';
import { ScoreRepository } from '../../src/modules/scoring/persistence/score.repository.js';
import { ScoreKeeper } from '../../src/modules/scoring/scoring.public.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { POOL } from '../../src/platform/tokens.js';
import { type Reply, startApp, type TestApp } from '../harness/app.js';
import { errorsOf } from '../harness/replies.js';
import { RegisterWriter } from '../harness/register.js';

const NO_PROVIDER = '00000000-0000-0000-0000-000000000000';

/** U1 (T1) stands on model A of vendor A, which stands on a host that U2 needs too. */
let app: TestApp;
let keeper: ScoreKeeper;
const id: Record<string, string> = {};

beforeAll(async () => {
  app = await startApp();
  keeper = app.nest.get(ScoreKeeper);
  const register = new RegisterWriter(app.owner);
  id['firm'] = await register.legalEntity('Firm');
  id['other'] = await register.legalEntity('Other');
  id['vendor'] = await register.provider('Vendor A');
  id['hoster'] = await register.provider('Hoster');
  id['host'] = await register.component('Host', 'hosting', id['hoster'], {
    substitutability: 'highly_complex',
  });
  id['a'] = await register.component('Model A', 'language_model', id['vendor']);
  await register.endsAt(id['host']);
  await register.requires({ component: id['a'] }, [{ component: id['host'] }]);
  id['u1'] = await register.useCase('U1', 'T1', id['firm']);
  id['u2'] = await register.useCase('U2', 'T2', id['other']);
  await register.requires({ useCase: id['u1'] }, [{ component: id['a'] }]);
  await register.requires({ useCase: id['u2'] }, [{ component: id['host'] }]);
  await keeper.keep();
});
afterAll(() => app.close());

/** A keeper of another process: the same database, and its own memory. */
const anotherKeeper = (): ScoreKeeper =>
  new ScoreKeeper(
    app.nest.get(ScoreFactsReadModel),
    new ScoreRepository(app.nest.get<Pool>(POOL)),
    app.nest.get(IndemnityCoverageRepository),
    app.nest.get(MethodRepository),
    app.nest.get(UnitOfWork),
    app.nest.get(Clock),
  );
const get = (path: string): Promise<Reply> => app.send('auditor', 'GET', `/api/v1${path}`);
const scorePath = (): string => `/scores/${id['u1']}/${id['vendor']}`;
async function figures(): Promise<Record<string, number>> {
  return (await get(scorePath())).json;
}
async function change(path: string, body: object): Promise<void> {
  const { etag } = await app.send('risk_officer', 'GET', `/api/v1${path}`);
  const reply = await app.send('risk_officer', 'PATCH', `/api/v1${path}`, { body, ifMatch: etag });
  expect(reply.status).toBe(200);
}

describe('stored scores', () => {
  it('are there for each use case and each provider whose components no arrangement covers', async () => {
    const { items } = (await get('/scores')).json as unknown as { items: Record<string, unknown>[] };
    expect(items.map(({ useCaseName, providerName }) => [useCaseName, providerName])).toEqual([
      ['U1', 'Vendor A'],
      ['U2', 'Hoster'],
    ]);
    expect(items[0]).toMatchObject({ band: 'very_high', covered: false, methodVersion: 'v1', error: null });
    for (const [filter, count] of [
      ['tier=T2', 1],
      ['band=low', 0],
      ['gate=G9', 2],
      [`providerId=${id['vendor']}`, 1],
      [`legalEntityId=${id['other']}`, 1],
      [`useCaseId=${id['u1']}`, 1],
    ] as const) {
      const found = (await get(`/scores?${filter}`)).json as unknown as { items: unknown[] };
      expect([filter, found.items.length]).toEqual([filter, count]);
    }
    const first = (await get('/scores?limit=1')).json as unknown as { items: unknown[]; nextCursor: string };
    const second = (await get(`/scores?limit=1&cursor=${first.nextCursor}`)).json as unknown as {
      items: unknown[];
    };
    expect([...first.items, ...second.items]).toEqual(items);
  });

  it('explain themselves: failed duties, parts that add up, and the records that each factor came from', async () => {
    const reply = await get(scorePath());
    const score = reply.json as unknown as {
      failedDuties: { rule: string; gate: string; records: { type: string }[] }[];
      residual: number;
      worst: { part: number };
      reproducible: boolean;
      domains: {
        code: string;
        part: number;
        factors: { code: string; sources: { id: string; version: number }[] }[];
      }[];
      worthFindingOut: unknown[];
    };
    expect(score.failedDuties.map(({ rule }) => rule)).toEqual(['R-26', 'R-13b', 'R-29b', 'R-30', 'R-27']);
    const diligence = score.failedDuties.find(({ rule }) => rule === 'R-26');
    expect(diligence?.gate).toBe('G10');
    expect(diligence?.records.map(({ type }) => type).sort()).toEqual(['provider', 'use_case']);
    expect(score.reproducible).toBe(true);
    expect(score.domains.reduce((sum, { part }) => sum + part, score.worst.part)).toBeCloseTo(
      score.residual,
      9,
    );
    const factors = score.domains.flatMap((domain) => domain.factors);
    const sourcesOf = (code: string) => factors.find((factor) => factor.code === code)?.sources;
    expect(sourcesOf('provenance')).toEqual([
      expect.objectContaining({ type: 'component', id: id['a'], version: 1 }),
    ]);
    expect(sourcesOf('sensitivity')).toEqual([expect.objectContaining({ type: 'use_case', id: id['u1'] })]);
    expect(sourcesOf('retention')).toEqual([]);
    expect(sourcesOf('dependencies')).toEqual([
      expect.objectContaining({ type: 'provider', id: id['vendor'], name: 'Vendor A', version: 1 }),
    ]);
    expect(score.worthFindingOut.length).toBeGreaterThan(0);
  });

  it.each(['1e9999', 'NaN', 'Infinity', '', '1; '])(
    'are listed from no place that is no figure: %j',
    async (key) => {
      const place = ['scores', '-reported', key, NO_PROVIDER];
      const forged = Buffer.from(JSON.stringify(place)).toString('base64url');
      const refused = await get(`/scores?cursor=${forged}`);
      expect([refused.status, errorsOf(refused)]).toEqual([422, { '/cursor': 'cursor' }]);
    },
  );

  it('name the nodes of the graph and say what was read, in the language that is asked for', async () => {
    const { text, json, headers } = await app.send('auditor', 'GET', `/api/v1${scorePath()}`, {
      headers: { 'accept-language': 'zh-HK' },
    });
    expect(headers.get('content-language')).toBe('zh-Hant');
    expect(text).toContain('單是 Host 失效，便會停止。');
    const domains = json['domains'] as unknown as {
      factors: { code: string; readText: string }[];
      controls: { code: string; becauseText: string | null }[];
    }[];
    const said = (code: string) => domains.flatMap(({ factors }) => factors).find((one) => one.code === code);
    expect(said('mode')).toMatchObject({ readText: '多租戶軟件服務' });
    expect(said('vulnerability')).toMatchObject({ readText: '最近一次掃描：欠缺' });
    expect(said('dependencies')).toMatchObject({ readText: 'Vendor A' });
    const own = domains.flatMap(({ controls }) => controls).find(({ code }) => code === 'own_validation');
    expect(own).toMatchObject({ becauseText: '沒有有效的驗證。' });
  });

  it('have the exposures of the same facts in a request', async () => {
    const { rows } = await app.owner.query<{ inputs: { facts: Record<string, unknown> } }>(
      'SELECT inputs FROM score WHERE use_case_id = $1',
      [id['u1']],
    );
    const { graph: _graph, among: _among, controls, notApplicable, ...rest } = rows[0]?.inputs.facts ?? {};
    expect({ controls, notApplicable }).toEqual({ controls: {}, notApplicable: [] });
    const { tier, provisional, lowestTier: _lowest, otherHighRisk: _other, ...facts } = rest;
    const asked = await app.send('auditor', 'POST', '/api/v1/scoring/evaluate', {
      body: { tier, provisional, facts },
    });
    // All but concentration, which is read from the graph of the register.
    const exposures = ({ json }: Reply): [string, number][] =>
      (json['domains'] as unknown as { code: string; exposure: number }[])
        .filter(({ code }) => code !== 'C')
        .map(({ code, exposure }) => [code, exposure]);
    expect(exposures(asked)).toEqual(exposures(await get(scorePath())));
    expect(exposures(asked)).toHaveLength(6);
  });

  it('are kept by as many workers as there are, once', async () => {
    await change(`/components/${id['host']}`, { maintenance: 'active' });
    const before = await countOf('history.score');
    const done = await Promise.all([keeper, anotherKeeper(), anotherKeeper()].map((one) => one.keep()));
    expect(done.reduce((sum, { changed }) => sum + changed, 0)).toBe(1);
    await Promise.all([keeper.keep(), anotherKeeper().keep()]);
    await keeper.keep(); // now that nobody else does
    expect(await countOf('history.score')).toBe(before + 1);
  });

  it('follow a change of just what they read, and tell what moved them', async () => {
    const before = await figures();
    const then = await app.instant();
    await change(`/components/${id['a']}`, { provenance: 'signed_verified', maintenance: 'active' });
    expect(await keeper.keep()).toMatchObject({ subjects: 1, changed: 1, failed: 0 });
    const after = await figures();
    expect(after['residual']).toBeLessThan(before['residual'] as number);
    const { items } = (await get(`${scorePath()}/history`)).json as unknown as {
      items: { movedBy: unknown[] }[];
    };
    expect(items).toHaveLength(2);
    const text = { fromText: 'unknown' };
    expect(items[0]?.movedBy).toEqual([
      {
        ...{ code: `components.${id['a']}.maintenance`, from: 'unknown', to: 'active' },
        ...{ ...text, name: 'Model A: Maintenance', toText: 'active' },
      },
      {
        ...{ code: `components.${id['a']}.provenance`, from: 'unknown', to: 'signed_verified' },
        ...{ ...text, name: 'Model A: Provenance', toText: 'signed and verified' },
      },
    ]);
    expect(items[1]?.movedBy).toEqual([]);
    const past = (await get(`${scorePath()}?asOf=${then}`)).json;
    expect(past['residual']).toBe(before['residual']);
  });

  it('do not move when nothing that they read has changed', async () => {
    await change(`/components/${id['a']}`, { nameZhHant: '模型甲' });
    expect(await keeper.keep()).toMatchObject({ subjects: 1, changed: 0 });
  });

  it('are never lowered by making a fact unknown', async () => {
    const known: Record<string, object> = {
      [`/components/${id['a']}`]: {
        pinning: 'pinned',
        transparency: 'full',
        privilege: 'derived_data',
        licence: 'MIT',
        deployment: 'single_tenant',
        substitutability: 'easily',
      },
      [`/providers/${id['vendor']}`]: {
        viability: 'strong',
        modelRiskFramework: 'effective',
        substitutability: 'easily',
      },
      [`/use-cases/${id['u1']}`]: {
        dataClasses: ['internal'],
        impact: { firm: 'low', clients: 'low' },
        clientsInteract: 'no',
      },
    };
    for (const [path, facts] of Object.entries(known)) await change(path, facts);
    await keeper.keep();
    const best = await figures();
    for (const [path, facts] of Object.entries(known)) {
      for (const [field, value] of Object.entries(facts)) {
        const unknown =
          field === 'licence'
            ? null
            : field === 'dataClasses'
              ? ['unknown']
              : field === 'impact'
                ? { firm: 'unknown' }
                : 'unknown';
        await change(path, { [field]: unknown });
        await keeper.keep();
        const now = await figures();
        for (const figure of ['inherent', 'residual', 'projected', 'reported']) {
          expect([field, figure, (now[figure] as number) + 1e-9 >= (best[figure] as number)]).toEqual([
            field,
            figure,
            true,
          ]);
        }
        await change(path, { [field]: value });
      }
    }
  }, 60_000);

  it('are marked once where they cannot be computed, keep their figures, and are computed when they can be', async () => {
    await keeper.keep();
    const before = await figures();
    const { rows } = await app.owner.query<{ method: object }>('SELECT method FROM scoring_method');
    await app.owner.query(`UPDATE scoring_method SET method = method - 'weights'`);
    await change(`/components/${id['a']}`, { provenance: 'pinned_or_safe_format' });
    const broken = anotherKeeper();
    expect(await broken.keep()).toMatchObject({ failed: 1, changed: 0 });
    const marked = await countOf('history.score');
    const { items } = (await get(`/scores?useCaseId=${id['u1']}`)).json as unknown as { items: object[] };
    expect(items).toMatchObject([{ error: expect.any(String), reported: before['reported'] }]);
    await change(`/components/${id['a']}`, { nameZhHant: '模型甲乙' });
    expect(await broken.keep()).toMatchObject({ subjects: 1, changed: 0 });
    expect(await broken.keep()).toMatchObject({ subjects: 0 });
    expect(await countOf('history.score')).toBe(marked);
    await app.owner.query('UPDATE scoring_method SET method = $1', [rows[0]?.method]);
    expect(await anotherKeeper().keep()).toMatchObject({ failed: 0, changed: 1 });
    expect((await figures())['error']).toBeNull();
  });

  it('that could not be written are looked at again', async () => {
    await keeper.keep();
    await app.owner.query(`
      CREATE FUNCTION refuse_scores() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no room''; END';
      CREATE TRIGGER refuse_scores BEFORE INSERT OR UPDATE ON score FOR EACH ROW EXECUTE FUNCTION refuse_scores()`);
    await change(`/components/${id['a']}`, { maintenance: 'slow' });
    await expect(keeper.keep()).rejects.toThrow('no room');
    await app.owner.query('DROP TRIGGER refuse_scores ON score; DROP FUNCTION refuse_scores()');
    expect(await keeper.keep()).toMatchObject({ changed: 1, failed: 0 });
    const [newest] = (
      (await get(`${scorePath()}/history`)).json as unknown as { items: { movedBy: object[] }[] }
    ).items;
    expect(newest?.movedBy).toMatchObject([{ code: `components.${id['a']}.maintenance`, to: 'slow' }]);
  });

  it('are retired with what they are of, and are not seen from outside its legal entities', async () => {
    await keeper.keep();
    const outsider = await app.person({ roles: ['auditor'], legalEntityIds: [id['other'] as string] });
    const seen = await app.send({ key: outsider.key }, 'GET', '/api/v1/scores');
    expect(
      (seen.json['items'] as unknown as { useCaseName: string }[]).map(({ useCaseName }) => useCaseName),
    ).toEqual(['U2']);
    expect((await app.send({ key: outsider.key }, 'GET', `/api/v1${scorePath()}`)).status).toBe(404);
    expect((await app.send({ key: outsider.key }, 'GET', `/api/v1${scorePath()}/history`)).status).toBe(404);
    const { rows } = await app.owner.query<{ id: string }>(
      'SELECT id FROM requirement WHERE use_case_id = $1',
      [id['u2']],
    );
    const path = `/api/v1/requirements/${rows[0]?.id}`;
    const { etag } = await app.send('risk_officer', 'GET', path);
    expect((await app.send('risk_officer', 'DELETE', path, { ifMatch: etag })).status).toBe(204);
    expect(await keeper.keep()).toMatchObject({ subjects: 2, changed: 2 });
    expect((await get(`/scores/${id['u2']}/${id['hoster']}`)).status).toBe(404);
    // Of what it stands on nothing is recorded any more: that is a subject too, and everything about it is unknown.
    const nobodys = (await get(`/scores/${id['u2']}/${NO_PROVIDER}`)).json as unknown as {
      domains: { code: string; exposure: number }[];
    };
    expect(nobodys).toMatchObject({ providerRecorded: false, componentIds: [], components: [{ score: 1 }] });
    const exposures = Object.fromEntries(nobodys.domains.map(({ code, exposure }) => [code, exposure]));
    expect(exposures).toMatchObject({ S: 1, C: 1, M: 1, P: 1 });
    const useCase = `/api/v1/use-cases/${id['u2']}`;
    const ifMatch = (await app.send('risk_officer', 'GET', useCase)).etag;
    expect((await app.send('risk_officer', 'DELETE', useCase, { ifMatch })).status).toBe(204);
    expect(await keeper.keep()).toMatchObject({ subjects: 1, changed: 1 });
    expect((await get(`/scores/${id['u2']}/${NO_PROVIDER}`)).status).toBe(404);
    const ended = (await get(`/scores/${id['u2']}/${NO_PROVIDER}/history`)).json as unknown as {
      items: { endedAt: string | null; movedBy: unknown[]; reported: number }[];
    };
    expect(ended.items).toEqual([
      expect.objectContaining({ endedAt: expect.any(String), movedBy: [] }),
      expect.objectContaining({ endedAt: null, movedBy: [] }),
    ]);
    const history = `/api/v1/scores/${id['u2']}/${NO_PROVIDER}/history`;
    expect((await app.send({ key: outsider.key }, 'GET', history)).status).toBe(200);
    const stranger = await app.person({ roles: ['auditor'], legalEntityIds: [id['firm'] as string] });
    expect((await app.send({ key: stranger.key }, 'GET', history)).status).toBe(404);
  });
});

async function countOf(table: string): Promise<number> {
  const { rows } = await app.owner.query<{ count: string }>(`SELECT count(*) FROM ${table}`);
  return Number(rows[0]?.count);
}
