import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ObligationPlanner } from '../../src/modules/obligations/obligations.public.js';
import type { Reply } from '../harness/app.js';
import { DatedApp, idOf, NOW } from '../harness/dated-app.js';

let at: DatedApp;
let group = '';
beforeAll(async () => {
  at = await DatedApp.start();
  group = await at.reminding.register.legalEntity('Group');
  await at.app.owner.query(`UPDATE legal_entity SET kind = 'group_company' WHERE id = $1`, [group]);
});
beforeEach(async () => {
  await at.app.setClock(NOW);
  at.reminding.mail.received.length = 0;
});
afterAll(() => at.close());

describe('a policy', () => {
  it('asks its owner for its review while it is approved', async () => {
    const made = await at.post('policies', {
      ...{ kind: 'governance', name: 'Use of AI', legalEntityId: at.firm, ownerId: at.owner.id },
      ...{ version: '1', evidenceId: at.document, nextReviewOn: '2027-01-31' },
    });
    const path = `policies/${idOf(made)}`;
    expect(await at.asked(made)).toEqual([]);
    await at.act('POST', `${path}/submit`);
    await at.act('POST', `${path}/approve`, undefined, 'senior_manager');
    expect(await at.asked(made)).toEqual(['policy_review 2027-01-31 scheduled owner']);
    await at.round('2027-01-30T02:00:00Z');
    expect(at.mails()).toContain('A policy is to be reviewed by 31 January 2027: Use of AI');
    await at.act('PATCH', path, { version: '2', nextReviewOn: '2028-01-31' });
    expect(await at.asked(made)).toEqual(['policy_review 2027-01-31 cancelled owner']);
    await at.act('POST', `${path}/submit`);
    await at.act('POST', `${path}/approve`, undefined, 'senior_manager');
    expect(await at.asked(made)).toEqual(['policy_review 2028-01-31 scheduled owner']);
  });
});

describe('a competence', () => {
  it('asks whose it is, until another counts for longer or the person leaves', async () => {
    const body = {
      ...{ personId: at.owner.id, function: 'risk', field: 'ai', legalEntityId: at.firm },
      ...{ evidenceId: at.document, validTo: '2027-01-15' },
    };
    const made = await at.post('competences', body);
    expect(await at.asked(made)).toEqual(['competence_expiry 2027-01-15 scheduled owner']);
    await at.round('2027-01-14T02:00:00Z');
    expect(at.mails()).toContain(
      'A proof of your competence counts until 15 January 2027: Artificial intelligence, risk function',
    );
    const next = await at.post('competences', { ...body, validTo: '2028-01-15' });
    expect(await at.asked(made)).toEqual(['competence_expiry 2027-01-15 cancelled owner']);
    expect(await at.asked(next)).toEqual(['competence_expiry 2028-01-15 scheduled owner']);
    const leaver = await at.app.person({ roles: ['procurement'] });
    const theirs = await at.post('competences', { ...body, personId: leaver.id });
    expect(await at.asked(theirs)).toEqual(['competence_expiry 2027-01-15 scheduled another']);
    await at.app.owner.query(`UPDATE person SET status = 'disabled' WHERE id = $1`, [leaver.id]);
    expect(await at.asked(theirs)).toEqual(['competence_expiry 2027-01-15 cancelled another']);
  });
});

describe('an exception', () => {
  it('asks who sees to it what comes after it, once it is approved', async () => {
    const made = await at.post('exceptions', {
      ...{ kind: 'exception', rule: 'R-22b', legalEntityId: at.firm, ownerId: at.owner.id },
      ...{ subject: { type: 'use_case', id: at.useCase }, reason: 'Later.', expiresOn: '2027-01-20' },
    });
    expect(await at.asked(made)).toEqual([]);
    await at.act('POST', `exceptions/${idOf(made)}/approve`, {}, 'senior_manager');
    expect(await at.asked(made)).toEqual(['exception_expiry 2027-01-20 scheduled owner']);
    await at.round('2027-01-27T02:00:00Z');
    expect(at.mails()).toContain('Overdue: an exception has not held since 20 January 2027: R-22b: Research');
    expect(await at.told({ key: at.app.keys.risk_officer }, made)).toEqual(['after_7 escalation']);
    await at.act('DELETE', `exceptions/${idOf(made)}`);
    expect(await at.asked(made)).toEqual(['exception_expiry 2027-01-20 cancelled owner']);
  });
});

describe('an assurance activity', () => {
  const activity = (more: object = {}): Promise<Reply> =>
    at.post('assurance-activities', {
      ...{ kind: 'adversarial_test', legalEntityId: at.firm, subject: { type: 'use_case', id: at.useCase } },
      ...{ performedOn: '2026-11-20', performedBy: at.owner.id, ...more },
    });

  it('asks who did it to do it again, until somebody has', async () => {
    const made = await activity({ nextDueOn: '2027-01-20' });
    expect(await at.asked(made)).toEqual(['assurance_due 2027-01-20 scheduled owner']);
    await at.round('2027-01-13T02:00:00Z');
    expect(at.mails()).toContain('To be done again by 20 January 2027: Adversarial test: Research');
    const other = await activity({ kind: 'suspension_test', performedOn: '2027-01-13' });
    expect(await at.asked(other)).toEqual([]);
    expect(await at.asked(made)).toEqual(['assurance_due 2027-01-20 scheduled owner']);
    const next = await activity({ performedOn: '2027-01-13', nextDueOn: '2027-07-13' });
    expect(await at.asked(made)).toEqual(['assurance_due 2027-01-20 cancelled owner']);
    await at.act('DELETE', `assurance-activities/${idOf(next)}`);
    expect(await at.asked(made)).toEqual(['assurance_due 2027-01-20 scheduled owner']);
    expect(await at.asked(next)).toEqual(['assurance_due 2027-07-13 cancelled owner']);
  });

  it('of a legal entity itself is followed by another of it', async () => {
    const subject = { type: 'legal_entity', id: at.firm };
    const made = await activity({
      kind: 'threat_review',
      subject,
      nextDueOn: '2027-02-20',
      performedBy: null,
    });
    expect(await at.asked(made)).toEqual(['assurance_due 2027-02-20 scheduled another']);
    await activity({ kind: 'threat_review', subject });
    expect(await at.asked(made)).toEqual(['assurance_due 2027-02-20 cancelled another']);
  });

  it('asks who sees to its issues, one after the other', async () => {
    const issue = (text: string, dueOn: string, dealtWith = 'open'): object => ({
      ...{ text, ownerId: at.owner.id, dueOn, dealtWith, reason: null },
    });
    const made = await activity({
      outcome: 'passed_with_issues',
      openIssues: [issue('Names are mixed up', '2027-02-01'), issue('Dates are wrong', '2027-01-15')],
    });
    expect(await at.asked(made)).toEqual(['assurance_issue 2027-01-15 scheduled owner']);
    await at.round('2027-01-15T02:00:00Z');
    expect(at.mails()).toContain(
      'An issue is to be dealt with by 15 January 2027: Dates are wrong: Adversarial test: Research',
    );
    await at.act('PATCH', `assurance-activities/${idOf(made)}`, {
      openIssues: [
        issue('Names are mixed up', '2027-02-01'),
        issue('Dates are wrong', '2027-01-15', 'fixed'),
      ],
    });
    expect(await at.asked(made)).toEqual(['assurance_issue 2027-02-01 scheduled owner']);
    await at.act('PATCH', `assurance-activities/${idOf(made)}`, {
      openIssues: [
        issue('Names are mixed up', '2027-02-01', 'mitigated'),
        issue('Dates are wrong', '2027-01-15', 'fixed'),
      ],
    });
    expect(await at.asked(made)).toEqual(['assurance_issue 2027-02-01 cancelled owner']);
  });
});

describe('a delegation', () => {
  it('asks who oversees it for oversight every quarter, and what comes after its end', async () => {
    const made = await at.post('delegations', {
      ...{ function: 'monitoring', legalEntityId: at.firm, groupEntityId: group, startsOn: '2026-10-15' },
      ...{ endsOn: '2027-05-31', oversightOwnerId: at.owner.id },
    });
    expect(await at.asked(made)).toEqual([
      'delegation_end 2027-05-31 scheduled owner',
      'delegation_oversight 2027-01-15 scheduled owner',
    ]);
    await at.round('2027-01-15T02:00:00Z');
    expect(at.mails()).toContain(
      'Oversight of a delegation is to be shown by 15 January 2027: Monitoring: Group',
    );
    const report = await at.post(`delegations/${idOf(made)}/oversight-reports`, {
      ...{ kind: 'meeting', heldOn: '2027-01-14' },
    });
    expect(await at.asked(made)).toEqual([
      'delegation_end 2027-05-31 scheduled owner',
      'delegation_oversight 2027-04-14 scheduled owner',
    ]);
    // A day that is corrected moves what is asked for.
    const path = `/api/v1/delegations/${idOf(made)}/oversight-reports/${idOf(report)}`;
    const body = { heldOn: '2027-01-15' };
    await at.app.send('risk_officer', 'PATCH', path, { body, ifMatch: report.etag });
    expect(await at.asked(made)).toEqual([
      'delegation_end 2027-05-31 scheduled owner',
      'delegation_oversight 2027-04-15 scheduled owner',
    ]);
    // It ends by itself: nobody changes anything.
    await at.app.setClock('2027-06-01T02:00:00Z');
    await at.app.nest.get(ObligationPlanner).planAll();
    expect(await at.asked(made)).toEqual([
      'delegation_end 2027-05-31 overdue owner',
      'delegation_oversight 2027-04-15 cancelled owner',
    ]);
  });
});

describe('a review of a component', () => {
  it('asks who answers for it to look again, until somebody has', async () => {
    const body = {
      ...{ kind: 'supply_chain', legalEntityId: at.firm, componentId: at.model, performedOn: '2026-11-20' },
      ...{ ownerId: at.owner.id, outcome: 'acceptable', validTo: '2027-01-20' },
    };
    const made = await at.post('component-reviews', body);
    expect(await at.asked(made)).toEqual(['component_review_expiry 2027-01-20 scheduled owner']);
    await at.round('2027-01-19T02:00:00Z');
    expect(at.mails()).toContain('A review of a component counts until 20 January 2027: Model');
    const next = await at.post('component-reviews', {
      ...body,
      performedOn: '2026-11-25',
      validTo: '2028-01-20',
    });
    expect(await at.asked(made)).toEqual(['component_review_expiry 2027-01-20 cancelled owner']);
    expect(await at.asked(next)).toEqual(['component_review_expiry 2028-01-20 scheduled owner']);
  });
});

describe('a risk statement', () => {
  it('asks to be renewed before its oldest rating is a year old, once it is in force', async () => {
    const rating = { factor: 'drift', rating: 'medium', reason: 'Seen before.', assessorId: at.owner.id };
    const made = await at.post('risk-statements', {
      ...{
        useCaseId: at.useCase,
        legalEntityId: at.firm,
        ratings: [{ ...rating, assessedOn: '2026-02-10' }],
      },
    });
    const path = `risk-statements/${idOf(made)}`;
    await at.app.owner.query('UPDATE use_case SET risk_owner_id = $2 WHERE id = $1', [
      at.useCase,
      at.owner.id,
    ]);
    await at.act('POST', `${path}/submit`);
    expect(await at.asked(made)).toEqual([]);
    await at.act('POST', `${path}/approve`, {}, 'senior_manager');
    expect(await at.asked(made)).toEqual(['risk_statement_renewal 2027-02-10 scheduled owner']);
    await at.round('2027-02-09T02:00:00Z');
    expect(at.mails()).toContain(
      'The oldest rating of a risk statement is a year old on 10 February 2027: Research',
    );
  });
});
