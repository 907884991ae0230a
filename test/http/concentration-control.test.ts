import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ControlLimit, limitMonitored } from '../../src/modules/scoring/domain/limit-control.js';
import { CONTROL_LIMITS } from '../../src/modules/scoring/persistence/limit-control.facts.js';
import { ScoreKeeper } from '../../src/modules/scoring/scoring.public.js';
import { newId } from '../../src/kernel/ids.js';
import { RegisterWriter } from '../harness/register.js';
import { LimitApp } from '../harness/limit-app.js';

let limits: LimitApp;
beforeAll(async () => {
  limits = await LimitApp.start();
});
beforeEach(() => limits.begin());
afterAll(() => limits.app.close());

async function control(useCase = 'u1', day = '2027-01-15') {
  const { rows } = await limits.app.owner.query<ControlLimit>(CONTROL_LIMITS, [day]);
  const { id } = limits;
  return limitMonitored({ id: id[useCase] ?? '', legalEntityIds: [id['firm'] ?? ''] }, rows).state;
}

describe('the control that a score reads of limits', () => {
  it('follows what is set, measured and found', async () => {
    expect(await control()).toBeNull();
    await limits.limit({ threshold: 0.9 });
    expect(await control()).toEqual({ design: 1, operating: 1 });
    await limits.threshold(0.5);
    expect(await control()).toBeNull(); // until it is measured again
    await limits.keeper.keep();
    expect(await control()).toEqual({ design: 1, operating: 0 });
    expect((await limits.accept()).status).toBe(200);
    expect(await control()).toEqual({ design: 1, operating: 0 });
  });

  it('is about the use cases that a limit measures, while it holds', async () => {
    await limits.limit({
      measure: 'single_point',
      axis: null,
      layer: null,
      basis: null,
      threshold: null,
      validTo: '2027-01-20',
    });
    expect(await control('u1')).toEqual({ design: 1, operating: 0 });
    expect(await control('u2')).toBeNull(); // T2
    expect(await control('u1', '2027-01-21')).toBeNull();
  });

  it('is explained with the limits that it was read from, of legal entities that one sees', async () => {
    const limit = await limits.limit({ threshold: 0.9 });
    await limits.app.nest.get(ScoreKeeper).keep();
    const { app, id } = limits;
    const { json: list } = await app.send('auditor', 'GET', `/api/v1/scores?useCaseId=${id['u1']}`);
    const [score] = list['items'] as unknown as { arrangementId: string }[];
    const path = `/api/v1/scores/${id['u1']}/${score?.arrangementId}`;
    const { json } = await app.send('auditor', 'GET', path);
    const controls = (json['domains'] as unknown as { controls: { code: string; sources: object[] }[] }[])
      .flatMap((domain) => domain.controls)
      .filter(({ sources }) => sources.length > 0);
    const { id: limitId, name } = limit.json;
    expect(controls).toMatchObject([
      { code: 'human_review', sources: [{ type: 'use_case', id: id['u1'] }] },
      { code: 'fallback', sources: [{ type: 'use_case', id: id['u1'] }] },
      {
        code: 'limit_monitored',
        ...{ design: 1, operating: 1 },
        sources: [{ type: 'concentration_limit', id: limitId, name, version: 1 }],
      },
    ]);
  });

  it('names no limit of a legal entity that one does not see', async () => {
    const { app, id } = limits;
    const other = await new RegisterWriter(app.owner).legalEntity(`Other ${newId()}`);
    await app.owner.query(
      'INSERT INTO use_case_legal_entity (use_case_id, legal_entity_id, name) VALUES ($1, $2, $3)',
      [id['u1'], other, 'U1'],
    );
    const own = await limits.limit({ threshold: 0.9 });
    const theirs = await limits.limit({ threshold: 0.9, legalEntityId: other });
    await app.nest.get(ScoreKeeper).keep();
    const { json: list } = await app.send('auditor', 'GET', `/api/v1/scores?useCaseId=${id['u1']}`);
    const [score] = list['items'] as unknown as { arrangementId: string }[];
    const path = `/api/v1/scores/${id['u1']}/${score?.arrangementId}`;
    const insider = await app.person({ roles: ['auditor'], legalEntityIds: [id['firm'] ?? ''] });
    const [all, some] = [
      await app.send('auditor', 'GET', path),
      await app.send({ key: insider.key }, 'GET', path),
    ];
    const [ownId, theirId] = [String(own.json['id']), String(theirs.json['id'])];
    expect([all.text.includes(ownId), all.text.includes(theirId)]).toEqual([true, true]);
    expect([some.text.includes(ownId), some.text.includes(theirId)]).toEqual([true, false]);
  });
});
