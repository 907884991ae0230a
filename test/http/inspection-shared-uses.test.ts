import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RULE_CODES } from '../../src/kernel/rules.js';
import type { Reply } from '../harness/app.js';
import { type As, AssuranceApp, idIn } from '../harness/assurance-app.js';

interface Clause {
  clause: string;
  state: string;
  because: string;
  records: { type: string; id: string }[];
  unseenRecords: number;
}
interface Subject {
  type: string;
  id: string;
  legalEntityIds: string[];
  clauses: Clause[];
}

let at: AssuranceApp;
let validation: Reply;
beforeAll(async () => {
  at = await AssuranceApp.start('/api/v1/assurance-activities');
  await at.app.owner.query(
    'INSERT INTO use_case_legal_entity (use_case_id, legal_entity_id, name) VALUES ($1, $2, $3)',
    [at.useCase, at.other, 'Research'],
  );
  validation = await activity(at.firm, 'validation', {
    scope: ['performance', 'cyber_controls', 'data_controls'],
  });
  await activity(at.firm, 'legal_review', {});
  await activity(at.other, 'monitoring_run', {});
  await activity(at.other, 'fitness_decision', {});
});
afterAll(() => at.app.close());

async function activity(legalEntityId: string, kind: string, more: object): Promise<Reply> {
  const made = await at.send('POST', '', {
    ...{ legalEntityId, kind, subject: { type: 'use_case', id: at.useCase }, performedOn: '2026-11-20' },
    ...{ outcome: 'passed', evidenceIds: [at.document], ...more },
  });
  expect([made.status, made.text]).toEqual([201, expect.anything()]);
  return made;
}

async function subjects(rule: string, query = '', as: As = 'auditor'): Promise<Subject[]> {
  const reply = await at.app.send(as, 'GET', `/api/v1/inspection/coverage/${rule}?limit=200${query}`);
  expect([reply.status, reply.text]).toEqual([200, expect.anything()]);
  return reply.json['items'] as unknown as Subject[];
}

async function clauseFor(legalEntityId: string, rule: string, code: string, as?: As): Promise<Clause> {
  const found = await subjects(rule, `&legalEntityId=${legalEntityId}&subjectId=${at.useCase}`, as);
  expect(found.map(({ legalEntityIds }) => legalEntityIds)).toEqual([[legalEntityId]]);
  return found[0]?.clauses.find(({ clause }) => clause === code) as Clause;
}

describe('a use case of two legal entities', () => {
  it('comes to the same for each, by every rule, whoever of them is asked about', async () => {
    for (const rule of RULE_CODES) {
      const all = await subjects(rule);
      for (const legalEntityId of [at.firm, at.other]) {
        const own = all.filter(({ legalEntityIds }) => legalEntityIds.includes(legalEntityId));
        expect([rule, await subjects(rule, `&legalEntityId=${legalEntityId}`)]).toEqual([rule, own]);
      }
    }
    expect((await subjects('R-13b')).map(({ legalEntityIds }) => legalEntityIds)).toEqual(
      [[at.firm], [at.other]].sort(),
    );
  });

  it('was tried for both by what one of them did, and each decides for itself', async () => {
    for (const legalEntityId of [at.firm, at.other]) {
      expect(await clauseFor(legalEntityId, 'R-13b', 'validated')).toMatchObject({
        ...{ state: 'complete', records: [{ id: idIn(validation) }], unseenRecords: 0 },
      });
      expect((await clauseFor(legalEntityId, 'R-13d', 'monitored')).state).toBe('complete');
    }
    expect((await clauseFor(at.firm, 'R-10b', 'given')).state).toBe('complete');
    expect((await clauseFor(at.other, 'R-10b', 'given')).state).toBe('gap');
    expect((await clauseFor(at.firm, 'R-11', 'decided')).state).toBe('gap');
    expect((await clauseFor(at.other, 'R-11', 'decided')).state).toBe('complete');
  });

  it('names no record of a legal entity that somebody does not see', async () => {
    expect(await clauseFor(at.other, 'R-13b', 'validated', at.local)).toMatchObject({
      ...{ state: 'complete', records: [], unseenRecords: 1 },
    });
    expect(await clauseFor(at.other, 'R-13d', 'monitored', at.local)).toMatchObject({
      ...{ state: 'complete', records: [{ type: 'assurance_activity' }], unseenRecords: 0 },
    });
  });

  it('is changed for both by what one of them records of it', async () => {
    const event = await at.app.send('risk_officer', 'POST', '/api/v1/change-events', {
      body: {
        ...{ kind: 'prompt_or_orchestration_changed', legalEntityId: at.firm, summary: 'New prompts.' },
        ...{ subject: { type: 'use_case', id: at.useCase }, happenedOn: '2026-11-30', source: 'typed' },
      },
    });
    expect([event.status, event.text]).toEqual([201, expect.anything()]);
    expect(await clauseFor(at.other, 'R-13b', 'validated')).toMatchObject({
      ...{ state: 'unknown', because: 'changed_since' },
      records: [{ id: idIn(validation) }, { type: 'change_event', id: idIn(event) }],
    });
    expect(await clauseFor(at.other, 'R-13b', 'validated', at.local)).toMatchObject({
      ...{ because: 'changed_since', records: [], unseenRecords: 2 },
    });
  });
});
