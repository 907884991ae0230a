import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RULE_CODES } from '../../src/kernel/rules.js';
import type { Reply } from '../harness/app.js';
import { type As, AssuranceApp, idIn, NOBODY } from '../harness/assurance-app.js';

interface Clause {
  clause: string;
  basis: string;
  state: string;
  because: string;
  records: { type: string; id: string }[];
  exceptionId: string | null;
}
interface Subject {
  type: string;
  id: string;
  legalEntityIds: string[];
  state: string;
  house: string | null;
  clauses: Clause[];
}
interface Rule {
  rule: string;
  basis: string;
  state: string;
  counts: Record<string, number>;
  house: { state: string } | null;
  clauses: { clause: string; basis: string; paragraph: string; lowestTier: string; state: string }[];
  subjects: Subject[];
}

let at: AssuranceApp;
beforeAll(async () => {
  at = await AssuranceApp.start('/api/v1/assurance-activities');
  await setUseCase({ status: 'live' });
});
afterAll(() => at.app.close());

const read = (path: string, as: As = 'auditor'): Promise<Reply> =>
  at.app.send(as, 'GET', `/api/v1/inspection/${path}`);

async function rules(query = '', as: As = 'auditor'): Promise<Map<string, Rule>> {
  const reply = await read(`coverage${query}`, as);
  expect([reply.status, reply.text]).toEqual([200, expect.anything()]);
  return new Map((reply.json['rules'] as unknown as Rule[]).map((rule) => [rule.rule, rule]));
}

async function subjectOf(rule: string, id: string, query = ''): Promise<Subject> {
  const { status, json } = await read(`coverage/${rule}?subjectId=${id}${query}`);
  expect(status).toBe(200);
  const [found] = json['items'] as unknown as Subject[];
  if (!found) throw new Error(`${rule} was not judged on ${id}`);
  return found;
}

const clauseOf = ({ clauses }: Subject, code: string): Clause =>
  clauses.find(({ clause }) => clause === code) as Clause;

async function setUseCase(columns: Record<string, unknown>): Promise<void> {
  for (const [column, value] of Object.entries(columns)) {
    await at.app.owner.query(`UPDATE use_case SET ${column} = $2 WHERE id = $1`, [at.useCase, value]);
  }
}

function activity(body: object): Promise<Reply> {
  return at.send('POST', '', {
    ...{ legalEntityId: at.firm, subject: { type: 'use_case', id: at.useCase }, performedOn: '2026-11-20' },
    ...{ outcome: 'passed', evidenceIds: [at.document], ...body },
  });
}

describe('the rules that a firm is inspected by', () => {
  it('are told clause by clause, each with its basis, its paragraph and the lowest tier that it is asked of', async () => {
    const { json } = await read('rules');
    const told = json['rules'] as unknown as Rule[];
    expect(told.map(({ rule }) => rule).sort()).toEqual([...RULE_CODES].sort());
    for (const { rule, clauses } of told) {
      expect([rule, clauses.length > 0]).toEqual([rule, true]);
      for (const clause of clauses) {
        expect([rule, clause]).toEqual([
          rule,
          expect.objectContaining({
            basis: expect.stringMatching(/^(circular|house)$/),
            paragraph: expect.stringMatching(/^\d/),
            lowestTier: expect.stringMatching(/^T[1-4]$/),
            text: expect.stringMatching(/^[A-Z].+\.$/),
            textZhHant: expect.stringMatching(/。$/),
          }),
        ]);
      }
    }
  });

  it('show a gap where nothing is recorded of a use that is live, and only something unknown before', async () => {
    expect(await subjectOf('R-13b', at.useCase)).toMatchObject({
      type: 'use_case',
      state: 'gap',
      house: null,
    });
    await setUseCase({ status: 'planned' });
    expect(await subjectOf('R-13b', at.useCase)).toMatchObject({ state: 'unknown' });
    await setUseCase({ status: 'live' });
  });

  it('are kept by records, named; become unknown when what was validated changes, and a gap once that is material', async () => {
    const scope = ['performance', 'cyber_controls', 'data_controls'];
    await at.app.owner.query(
      `UPDATE history.change SET committed_at = '2026-11-25T00:00:00Z'
      WHERE id IN (SELECT change_from FROM history.use_case WHERE id = $1)`,
      [at.useCase],
    );
    const made = await activity({ kind: 'validation', scope });
    const kept = await subjectOf('R-13b', at.useCase);
    expect(kept.state).toBe('complete');
    expect(clauseOf(kept, 'validated').records).toEqual([{ type: 'assurance_activity', id: idIn(made) }]);

    const to = await at.changeStack('2');
    expect(clauseOf(await subjectOf('R-13b', at.useCase), 'present_stack')).toMatchObject({
      ...{ state: 'unknown', because: 'change_not_ruled' },
    });
    const ruled = await at.act(
      made,
      'rulings',
      { ruling: 'material', configurationHash: to, reason: 'A new version of the model.' },
      at.second,
    );
    expect(ruled.status).toBe(200);
    expect(await subjectOf('R-13b', at.useCase)).toMatchObject({ state: 'gap' });
  });

  it('are judged as of an instant as they were then', async () => {
    const before = await at.app.instant();
    await activity({ kind: 'end_to_end_test', scopeComponentIds: [at.model] });
    expect((await subjectOf('R-13c', at.useCase)).state).toBe('complete');
    expect((await subjectOf('R-13c', at.useCase, `&asOf=${before}`)).state).toBe('gap');
  });

  it('leave a gap of the house out of what the circular asks for', async () => {
    await activity({ kind: 'adversarial_test', performedOn: '2025-01-10' });
    expect(await subjectOf('R-21', at.useCase)).toMatchObject({ state: 'complete', house: 'gap' });
    expect((await rules(`?legalEntityId=${at.firm}`)).get('R-21')).toMatchObject({
      ...{ basis: 'circular', state: 'complete', house: { state: 'gap' } },
    });
    // A use of the lowest tier is asked only what the circular asks of it.
    await setUseCase({ tier: 'T4' });
    expect(await subjectOf('R-21', at.useCase)).toMatchObject({ state: 'complete', house: 'not_applicable' });
    await setUseCase({ tier: 'T2' });
  });

  it('do not apply where somebody else approved that, and not before; an approved exception stands beside a gap', async () => {
    const claim = await at.app.send('procurement', 'POST', '/api/v1/exceptions', {
      body: {
        ...{ kind: 'not_applicable', rule: 'R-10b', legalEntityId: at.firm },
        ...{ subject: { type: 'use_case', id: at.useCase }, reason: 'Covered elsewhere.' },
        ...{ ownerId: at.second.id, expiresOn: '2027-03-01' },
      },
    });
    expect([claim.status, claim.text]).toEqual([201, expect.anything()]);
    expect((await subjectOf('R-10b', at.useCase)).state).toBe('gap');
    const approved = await at.app.send(at.second, 'POST', `/api/v1/exceptions/${idIn(claim)}/approve`, {
      ...{ body: { reason: 'Agreed.' }, ifMatch: claim.etag },
    });
    expect([approved.status, approved.text]).toEqual([200, expect.anything()]);
    const claimed = await subjectOf('R-10b', at.useCase);
    expect(claimed.state).toBe('not_applicable');
    expect(clauseOf(claimed, 'given')).toMatchObject({
      ...{ because: 'claimed', records: [{ type: 'exception', id: idIn(claim) }] },
    });
    await at.app.setClock('2027-03-02T02:00:00Z');
    expect((await subjectOf('R-10b', at.useCase)).state).toBe('gap');
    await at.app.setClock('2026-12-01T02:00:00Z');
  });

  it('see that who develops a model validates it too', async () => {
    const path = `/api/v1/use-cases/${at.useCase}`;
    const { etag } = await at.app.send('risk_officer', 'GET', path);
    const set = (body: object): Promise<Reply> =>
      at.app.send('risk_officer', 'PATCH', path, { body, ifMatch: etag });
    const refused = await set({ developerIds: [NOBODY] });
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('/developerIds/0')]);
    const stated = await set({ developmentFlags: ['rag'], developerIds: [at.second.id] });
    expect(stated.json['developerIds']).toEqual([at.second.id]);
    const made = await activity({ kind: 'fitness_decision', performedBy: at.second.id });
    const { clauses } = await subjectOf('R-13a', at.useCase);
    expect(clauses).toMatchObject([
      {
        state: 'gap',
        because: 'developer_reviews',
        records: [{ type: 'assurance_activity', id: idIn(made) }],
      },
    ]);
  });

  it('become unknown when a change event makes them stale, until that is redone, and again when that is taken back', async () => {
    expect((await subjectOf('R-13c', at.useCase)).state).toBe('complete');
    const event = await at.app.send('risk_officer', 'POST', '/api/v1/change-events', {
      body: {
        ...{ kind: 'prompt_or_orchestration_changed', legalEntityId: at.firm, summary: 'New prompts.' },
        ...{ subject: { type: 'use_case', id: at.useCase }, happenedOn: '2026-11-30', source: 'typed' },
      },
    });
    expect([event.status, event.text]).toEqual([201, expect.anything()]);
    const stale = await subjectOf('R-13c', at.useCase);
    expect(stale.state).toBe('unknown');
    expect(clauseOf(stale, 'tested')).toMatchObject({
      because: 'changed_since',
      records: expect.arrayContaining([{ type: 'change_event', id: idIn(event) }]),
    });
    const act = async (what: string, body: object, as: As = at.second): Promise<Reply> => {
      const path = `/api/v1/change-events/${idIn(event)}`;
      const { etag } = await at.app.send('auditor', 'GET', path);
      const reply = await at.app.send(as, 'POST', `${path}/${what}`, { body, ifMatch: etag });
      expect([reply.status, reply.text]).toEqual([200, expect.anything()]);
      return reply;
    };
    await act('triage', { ruling: 'material', reason: 'The answers differ.' });
    const { json } = await act('resolutions', { rule: 'R-13c', on: '2026-12-01', reason: 'Tested again.' });
    expect((await subjectOf('R-13c', at.useCase)).state).toBe('complete');
    const [{ id }] = json['resolutions'] as unknown as [{ id: string }];
    await act(`resolutions/${id}/withdraw`, { reason: 'It was the test of another use.' });
    expect(clauseOf(await subjectOf('R-13c', at.useCase), 'tested')).toMatchObject({
      because: 'changed_since',
    });
  });

  it('follow what use cases are built of, and who provides it, from one answer to the next', async () => {
    const { app, register } = at;
    const maker = await register.provider('Maker');
    const store = await register.component('Store', 'vector_store', maker);
    const listed = async (rule: string, id: string): Promise<Subject[]> =>
      (await read(`coverage/${rule}?subjectId=${id}`)).json['items'] as unknown as Subject[];
    expect(await listed('R-28b', store)).toEqual([]);
    const needs = await register.requires({ useCase: at.useCase }, [{ component: store }]);
    expect(await listed('R-28b', store)).toHaveLength(1);

    expect(clauseOf(await subjectOf('R-28b', store), 'scanned').because).toBe('not_scanned');
    const scanned = async (result: string): Promise<void> => {
      const scan = await app.send('procurement', 'POST', `/api/v1/components/${store}/scans`, {
        body: { tool: 'osv-scanner 2.2.4', result, scannedOn: '2026-11-30' },
      });
      expect([scan.status, scan.text]).toEqual([201, expect.anything()]);
    };
    for (const result of ['failed', 'unknown']) {
      await scanned(result);
      expect(clauseOf(await subjectOf('R-28b', store), 'scanned').because).toBe('not_scanned');
    }
    await scanned('clean');
    expect(clauseOf(await subjectOf('R-28b', store), 'scanned').because).toBe('in_time');

    expect((await subjectOf('R-26', maker)).state).toBe('gap');
    const path = `/api/v1/providers/${maker}`;
    const { etag } = await app.send('risk_officer', 'GET', path);
    const own = await app.send('procurement', 'PATCH', path, { body: { kind: 'in_house' }, ifMatch: etag });
    expect([own.status, own.text]).toEqual([200, expect.anything()]);
    expect((await subjectOf('R-26', maker)).state).toBe('not_applicable');

    await app.owner.query('UPDATE requirement_alternative SET component_id = $2 WHERE requirement_id = $1', [
      ...[needs, at.model],
    ]);
    expect(await listed('R-28b', store)).toEqual([]);
    await app.owner.query('UPDATE requirement_alternative SET component_id = $2 WHERE requirement_id = $1', [
      ...[needs, store],
    ]);
    expect(await listed('R-28b', store)).toHaveLength(1);
    await app.owner.query('UPDATE requirement SET retired_at = now() WHERE id = $1', [needs]);
    expect(await listed('R-28b', store)).toEqual([]);
  });

  it('are judged for what somebody sees only', async () => {
    const seen = await rules('', at.local);
    expect(seen.get('R-13b')).toMatchObject({
      counts: { gap: 0, unknown: 0, complete: 0, not_applicable: 0 },
    });
    expect((await read(`coverage?legalEntityId=${at.firm}`, at.local)).status).toBe(404);
    expect((await read(`coverage?legalEntityId=${NOBODY}`)).status).toBe(404);
    expect((await read('coverage/R-99')).status).toBe(404);
    expect((await read('coverage?framework=other')).status).toBe(422);
    expect((await read('coverage/R-13b?cursor=nonsense')).status).toBe(422);
    expect((await read('coverage?asOf=2999-01-01T00:00:00Z')).status).toBe(422);
  });

  it('are listed subject by subject, page by page', async () => {
    for (const name of ['One', 'Two', 'Three']) await at.register.useCase(name, 'T3', at.firm);
    const ids: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { json }: Reply = await read(`coverage/R-13b?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      ids.push(...(json['items'] as unknown as Subject[]).map(({ id }) => id));
      cursor = json['nextCursor'] as unknown as string | null;
    }
    expect(ids).toHaveLength(4);
    expect(ids).toEqual([...new Set(ids)].sort());
    const { json } = await read('coverage/R-13b?state=complete');
    expect(json['items']).toEqual([]);
  });
});
