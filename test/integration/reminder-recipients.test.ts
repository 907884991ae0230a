import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Reminding, startReminding } from '../harness/reminding.js';

let r: Reminding;
beforeAll(async () => {
  r = await startReminding();
});
afterAll(() => r.close());
beforeEach(() => {
  r.mail.received.length = 0;
  r.mail.reaction = 'accept';
});

const NOON = 'T04:00:00Z'; // in Hong Kong

describe('who is told', () => {
  it('is the technology owner also through other components, alternatives and things merely used, once', async () => {
    await r.app.setClock(`2028-06-01${NOON}`);
    const { owner, componentId, useCaseId } = await r.dependency('Deep', '2029-01-01');
    const gateway = await r.register.component('Gateway', 'gateway', null);
    const tool = await r.register.component('Evaluation', 'evaluation', null);
    const spare = await r.register.component('Spare', 'language_model', null);
    await r.register.requires({ component: gateway }, [{ component: spare }, { component: componentId }]);
    await r.register.requires({ component: tool }, [{ component: gateway }], { effect: 'uses' });
    await r.register.requires({ component: gateway }, [{ component: tool }]); // a ring
    await r.register.requires({ useCase: useCaseId }, [{ component: tool }], { effect: 'uses' });
    const entity = await r.register.legalEntity('Peak Asset Management');
    const other = await r.register.useCase('Other house', 'T3', entity);
    await r.register.requires({ useCase: other }, [{ component: tool }], { effect: 'uses' });
    await r.setOwner(other, await r.owner());
    await r.round();
    const { rows } = await r.app.owner.query<{ owner_id: string }>(
      `SELECT owner_id FROM obligation WHERE source_id = $1 AND state = 'scheduled'`,
      [componentId],
    );
    expect(rows).toHaveLength(2);
    expect(rows.map(({ owner_id }) => owner_id)).toContain(owner.id);
  });

  it('follows the owner: the next one is told at once, the former one no more', async () => {
    await r.app.setClock(`2028-08-01${NOON}`);
    const { owner, componentId, useCaseId } = await r.dependency('Handed over', '2028-08-20');
    await r.round();
    const next = await r.owner('zh-Hant');
    await r.setOwner(useCaseId, next);
    await r.at(`2028-08-13${NOON}`);
    expect(await r.stepsInInbox(owner)).toEqual(['before_30']);
    expect(await r.stepsInInbox(next)).toEqual(['before_7']);
    expect(r.mailTo(next).map(({ subject, language }) => [subject, language])).toEqual([
      ['Handed over 將於 2028年8月20日 停止服務', 'zh-Hant'],
    ]);
    expect((await r.stateOf(componentId)).sort()).toEqual(['cancelled', 'scheduled']);
  });

  it('is never nobody: without an owner the risk officers, without those the administrators', async () => {
    await r.app.setClock(`2028-09-01${NOON}`);
    const { owner, componentId } = await r.dependency('Left behind', '2028-09-20');
    await r.round();
    r.mail.received.length = 0;
    const disable = (id: string) =>
      r.app.owner.query(`UPDATE person SET status = 'disabled' WHERE id = $1`, [id]);
    await disable(owner.id);
    await r.round();
    const { risk_officer: officer, admin } = r.app.people;
    expect(r.mail.received.map(({ to }) => to)).toEqual([`${officer}@example.com`]);
    expect(r.mail.received[0]?.text).toContain('falls to the risk officers');
    await disable(officer);
    await r.at(`2028-09-13${NOON}`);
    await r.app.owner.query(`UPDATE person SET status = 'active' WHERE id = $1`, [officer]);
    expect(r.mail.received.slice(1).map(({ to }) => to)).toEqual([`${admin}@example.com`]);
    expect(r.mail.received[1]?.text).toContain('falls to the administrators');
    expect((await r.stateOf(componentId)).sort()).toEqual(['cancelled', 'scheduled']);
  });
});
