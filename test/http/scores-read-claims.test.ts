import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Reply } from '../harness/app.js';
import { idIn, NOW } from '../harness/assurance-app.js';
import { AssuredScore } from '../harness/assured-score.js';

const EXCEPTIONS = '/api/v1/exceptions';

let score: AssuredScore;
beforeAll(async () => {
  score = await AssuredScore.start();
});
beforeEach(() => score.at.app.setClock(NOW));
afterAll(() => score.at.app.close());

async function propose(rule: string, more: object = {}): Promise<Reply> {
  const body = {
    ...{ kind: 'not_applicable', rule, legalEntityId: score.at.firm },
    ...{ subject: { type: 'provider', id: score.provider }, reason: 'Nobody stands behind the weights.' },
    ...{ ownerId: score.at.app.people.risk_officer, expiresOn: '2026-12-31', ...more },
  };
  const made = await score.at.app.send('procurement', 'POST', EXCEPTIONS, { body });
  expect([made.status, made.text]).toEqual([201, expect.anything()]);
  return made;
}

async function act(made: Reply, what: string, body: object = {}): Promise<Reply> {
  const path = `${EXCEPTIONS}/${idIn(made)}/${what}`;
  const reply = await score.at.app.send('risk_officer', 'POST', path, { body, ifMatch: made.etag });
  expect([reply.status, reply.text]).toEqual([200, expect.anything()]);
  return reply;
}

const claimed = async (rule: string, more: object = {}) => act(await propose(rule, more), 'approve');
const refusals = (of: { refusedClaims: { item: string; because: string }[] }) =>
  of.refusedClaims.map(({ item, because }) => [item, because]);

describe('a claim that a rule does not apply', () => {
  beforeEach(() => score.anew({ providerKind: 'open_source_project', tier: 'T2' }));

  it('takes its item out of the score once a second person has approved it, until its last day', async () => {
    const before = await score.now();
    expect([before.notApplicable, before.gate('G10') !== undefined]).toEqual([[], true]);
    const proposed = await propose('R-26');
    const unsigned = await score.now();
    expect([unsigned.notApplicable, refusals(unsigned)]).toEqual([[], [['P', 'unsigned']]]);
    expect(unsigned.residual).toBe(before.residual);
    const approved = await act(proposed, 'approve');
    const source = expect.objectContaining({
      ...{ type: 'exception', id: idIn(approved) },
      ...{ name: 'R-26 does not apply', nameZhHant: 'R-26不適用', version: 2 },
    });
    const without = await score.now();
    expect([without.leftOut, refusals(without)]).toEqual([[{ item: 'P', records: [source] }], []]);
    expect([without.exposure('P'), without.gate('G10')]).toEqual([null, undefined]);
    await score.at.app.setClock('2026-12-31T02:00:00Z');
    expect((await score.now()).notApplicable).toEqual(['P']);
    await score.at.app.setClock('2027-01-01T02:00:00Z');
    const expired = await score.now();
    expect(expired.refusedClaims).toEqual([
      expect.objectContaining({ item: 'P', because: 'expired', records: [source] }),
    ]);
    expect([expired.notApplicable, expired.exposure('P'), expired.gate('G10') !== undefined]).toEqual([
      ...[[], before.exposure('P'), true],
    ]);
  });

  it('is of one item for each rule that has one, and is changed with what it says', async () => {
    for (const rule of ['R-26a', 'R-26b', 'R-26c', 'R-27', 'R-13b']) await claimed(rule);
    const found = await score.now();
    expect(found.notApplicable).toEqual(['ip', 'model_risk_framework', 'responsibility']);
    expect(found.gate('G12')).toBeUndefined();
    expect(found.gate('G9')).toBeDefined();
    const claim = await claimed('R-26');
    expect((await score.now()).notApplicable).toContain('P');
    const changed = await score.at.app.send('procurement', 'PATCH', `${EXCEPTIONS}/${idIn(claim)}`, {
      ...{ body: { reason: 'Another.' }, ifMatch: claim.etag },
    });
    expect(refusals(await score.now())).toEqual([['P', 'unsigned']]);
    await act(changed, 'reject', { reason: 'There is one.' });
    const rejected = await score.now();
    expect([rejected.notApplicable.includes('P'), refusals(rejected)]).toEqual([false, []]);
  });

  it('may be on the use case, on all that it is made of, or the firm’s; not on something else', async () => {
    const other = await score.at.register.provider('Other project');
    const elsewhere = await claimed('R-27', { subject: { type: 'provider', id: other } });
    expect((await score.now()).notApplicable).toEqual([]);
    for (const subject of [
      { type: 'use_case', id: score.useCase },
      { type: 'component', id: score.model },
      null,
    ]) {
      const claim = await claimed('R-27', { subject });
      expect((await score.now()).notApplicable).toEqual(['responsibility']);
      await score.at.app.send('procurement', 'DELETE', `${EXCEPTIONS}/${idIn(claim)}`, {
        ifMatch: claim.etag,
      });
      expect((await score.now()).notApplicable).toEqual([]);
    }
    expect((await score.now()).leftOut.map(({ records }) => records[0]?.id)).not.toContain(idIn(elsewhere));
  });

  it('on one of several parts is none, and nor is one of somebody else’s legal entity', async () => {
    const second = await score.at.register.component('Second', 'library', score.provider);
    await score.at.register.requires({ useCase: score.useCase }, [{ component: second }]);
    await claimed('R-27', { subject: { type: 'component', id: score.model } });
    expect((await score.now()).notApplicable).toEqual([]);
    await score.at.app.owner.query(
      'INSERT INTO use_case_legal_entity (use_case_id, legal_entity_id, name) SELECT id, $2, name FROM use_case WHERE id = $1',
      [score.useCase, score.at.other],
    );
    await claimed('R-27');
    expect((await score.now()).notApplicable).toEqual([]);
    await claimed('R-27', { legalEntityId: score.at.other });
    expect((await score.now()).notApplicable).toEqual(['responsibility']);
    await score.at.app.owner.query(
      'DELETE FROM use_case_legal_entity WHERE use_case_id = $1 AND legal_entity_id = $2',
      [...[score.useCase, score.at.other]],
    );
  });
});

describe('a claim about a provider of another kind', () => {
  it('is made without right, and what it is about counts as unknown', async () => {
    await score.anew({ providerKind: 'third_party', tier: 'T2' });
    const before = await score.now();
    await claimed('R-26');
    const after = await score.now();
    expect([after.notApplicable, refusals(after)]).toEqual([[], [['P', 'provider_kind']]]);
    expect(after.gate('G10')).toBeDefined();
    expect(after.residual).toBeGreaterThanOrEqual(before.residual);
  });

  it('takes the terms along where the firm itself provides', async () => {
    await score.anew({ providerKind: 'in_house', tier: 'T2' });
    expect((await score.now()).gate('G3')).toBeDefined();
    await claimed('R-26');
    const after = await score.now();
    expect(after.notApplicable).toEqual(['P', 'terms']);
    expect(after.gate('G3')).toBeUndefined();
  });

  it('of kind exception changes no score', async () => {
    await score.anew({ providerKind: 'open_source_project', tier: 'T2' });
    const before = await score.now();
    await claimed('R-26', { kind: 'exception' });
    const after = await score.now();
    expect([after.residual, after.notApplicable, after.refusedClaims]).toEqual([before.residual, [], []]);
  });
});
