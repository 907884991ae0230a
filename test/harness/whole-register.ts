import { expect } from '@jest/globals';
import { TASKS } from '../../src/modules/arrangements/domain/responsibility.js';
import type { Reply, TestApp } from './app.js';
import { documentOf } from './evidence-app.js';

const AS = 'risk_officer';

type Stored = Record<string, unknown> & { id: string };

/** What the demonstration stands on, with good records of every sort that scores read: they are entered by HTTP. */
export class WholeRegister {
  /** @param now business time */
  constructor(
    private readonly app: TestApp,
    private readonly now: string,
  ) {}

  async complete(): Promise<void> {
    await this.#addFindings();
    await this.#addArrangements();
    await this.#addControls();
    await this.#addPlans();
  }

  async listed(path: string): Promise<Stored[]> {
    const items: Stored[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const after: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { status, json } = await this.app.send(AS, 'GET', `${path}?limit=200${after}`);
      expect([path, status]).toEqual([path, 200]);
      items.push(...(json['items'] as unknown as Stored[]));
      cursor = json['nextCursor'] as unknown as string | null;
    }
    return items;
  }

  /** Addresses of every record of a resource; one that is part of another is looked up under each of those. */
  async recordsOf(path: string): Promise<string[]> {
    const [collection = ''] = [path.slice(0, path.lastIndexOf('/'))];
    const at = collection.lastIndexOf('{');
    if (at < 0) return (await this.listed(collection)).map(({ id }) => `${collection}/${id}`);
    const parents = await this.recordsOf(collection.slice(0, collection.lastIndexOf('/')));
    const name = collection.slice(collection.lastIndexOf('/'));
    const found = await Promise.all(
      parents.map(async (parent) =>
        (await this.listed(`${parent}${name}`)).map(({ id }) => `${parent}${name}/${id}`),
      ),
    );
    return found.flat();
  }

  patch(path: string, body: object, ifMatch: string): Promise<Reply> {
    return this.app.send(AS, 'PATCH', path, { body, ifMatch });
  }

  /** Scans of every component, and vulnerabilities of each sort on the first few. */
  async #addFindings(): Promise<void> {
    const day = (ago: number): string =>
      new Date(Date.parse(this.now) - ago * 86_400_000).toISOString().slice(0, 10);
    const components = await this.recordsOf('/api/v1/components/{id}');
    const post = async (path: string, body: object): Promise<void> => {
      expect((await this.app.send(AS, 'POST', path, { body })).status).toBe(201);
    };
    for (const path of components) {
      await post(`${path}/scans`, { scannedOn: day(5), tool: 'scanner', result: 'clean' });
    }
    const severity = { version: 'cvss_3_1', score: 4.5 };
    const sorts = [
      { epss: 0.002, knownExploited: 'no', vex: 'affected' },
      { epss: 0.2, knownExploited: 'no', vex: 'not_affected' },
      { epss: 0.5, knownExploited: 'yes', vex: 'affected', remediatedOn: day(1) },
      { epss: 0.5, knownExploited: 'no', vex: 'under_investigation', remediatedOn: day(1) },
      { epss: 0.5, knownExploited: 'yes', malicious: 'yes', vex: 'affected' },
    ];
    for (const [i, path] of components.slice(0, 15).entries()) {
      const identifier = `CVE-2026-${52_000 + i}`;
      await post(`${path}/vulnerabilities`, {
        identifier,
        severity,
        foundOn: day(9),
        ...sorts[i % sorts.length],
      });
    }
  }

  /** An arrangement for what two providers supply, of which everything is known. */
  async #addArrangements(): Promise<void> {
    const [entity] = await this.listed('/api/v1/legal-entities');
    const byProvider = new Map<string, Stored[]>();
    for (const component of await this.listed('/api/v1/components')) {
      const provider = component['providerId'];
      if (typeof provider !== 'string') continue;
      byProvider.set(provider, [...(byProvider.get(provider) ?? []), component]);
    }
    const proof = await documentOf(this.app, { legalEntityId: entity!.id });
    const confirmed = { confirmedBy: this.app.people.risk_officer, confirmedOn: '2026-01-02' };
    const post = async (path: string, body: object): Promise<string> => {
      const reply = await this.app.send(AS, 'POST', path, { body });
      expect([path, reply.status, reply.text]).toEqual([path, 201, expect.anything()]);
      return String(reply.json['id']);
    };
    for (const [providerId, components] of [...byProvider]
      .sort((a, b) => b[1].length - a[1].length)
      .slice(0, 2)) {
      const componentIds = components.map(({ id }) => id);
      const id = await post('/api/v1/arrangements', {
        ...{
          legalEntityId: entity!.id,
          reference: `C ${providerId}`,
          kind: 'contract',
          providerId,
          componentIds,
        },
        ...{ startsOn: '2026-01-01', endsOn: '2036-12-31', autoRenews: 'yes', renewalMonths: 12 },
        ...{ noticeDaysFirm: 30, noticeDaysProvider: 90, governingLaw: 'HK', breachRationale: 'x' },
        annualCost: { amountMinor: 1, currency: 'HKD' },
        subProcessors: [{ rank: 2, name: 'Edge', service: 'x', jurisdiction: 'SG', source: 'x' }],
        territorySupport: [
          ...[null, ...componentIds].map((componentId) => ({
            jurisdiction: 'HK',
            componentId,
            status: 'supported',
          })),
        ],
        ...{ chain: 'disclosed_two_tiers', trainingUse: 'opted_out' },
        ...{
          ipProtectiveMeasure: 'no',
          privacyProtectiveMeasure: 'no',
          privacyTerms: 'evidenced_with_protection',
        },
      });
      const path = `/api/v1/arrangements/${id}`;
      for (const risk of ['ip_output', 'ip_training_data', 'privacy']) {
        await post(`${path}/indemnities`, {
          ...{ risk, protection: 'uncapped', conditionsStatus: 'known' },
          conditions: [
            { text: 'Paid.', kind: 'paid_tier', met: 'yes', evidenceId: proof },
            { text: 'Other.', met: 'yes', evidenceId: proof },
          ],
        });
      }
      for (const task of TASKS) {
        const basis = { basis: 'contract_clause', basisReference: 'Clause 4', evidenceId: proof };
        await post(`${path}/responsibilities`, { task, side: 'provider', ...basis, ...confirmed });
      }
    }
  }

  /** A control at each level, shown by a document: one that is less than full is not made unknown, by any way. */
  async #addControls(): Promise<void> {
    const [arrangement] = await this.listed('/api/v1/arrangements');
    const { id: arrangementId, providerId, legalEntityId } = arrangement!;
    const [componentId] = arrangement!['componentIds'] as string[];
    const evidenceId = await documentOf(this.app);
    const validTo = new Date(Date.parse(this.now) + 700 * 86_400_000).toISOString().slice(0, 10);
    for (const [control, subject] of [
      ['encryption', { level: 'firm', legalEntityId: null }],
      ['segregation', { level: 'provider', providerId, legalEntityId }],
      ['input_controls', { level: 'component', componentId, legalEntityId: null }],
      ['settings_checked', { level: 'arrangement', arrangementId }],
    ] as const) {
      const body = { domain: 'D', control, design: 1, operating: 1, evidenceId, validTo, ...subject };
      const reply = await this.app.send(AS, 'POST', '/api/v1/controls', { body });
      expect([control, reply.status, reply.text]).toEqual([control, 201, expect.anything()]);
    }
  }

  /** Plans for two use cases, approved by a second person and exercised: one of each legal entity. */
  async #addPlans(): Promise<void> {
    const day = (ahead: number): string =>
      new Date(Date.parse(this.now) + ahead * 86_400_000).toISOString().slice(0, 10);
    const evidenceId = await documentOf(this.app);
    const [fallback] = await this.listed('/api/v1/components');
    for (const { id, legalEntityIds, toleranceHours } of (await this.listed('/api/v1/use-cases')).slice(
      0,
      2,
    )) {
      if (toleranceHours === null) {
        const { etag } = await this.app.send(AS, 'GET', `/api/v1/use-cases/${id}`);
        expect((await this.patch(`/api/v1/use-cases/${id}`, { toleranceHours: 8 }, etag)).status).toBe(200);
      }
      for (const legalEntityId of legalEntityIds as string[]) {
        const made = await this.app.send(AS, 'POST', '/api/v1/contingency-plans', {
          body: {
            ...{ legalEntityId, useCaseId: id, name: `Plan for ${id}`, nameZhHant: '應變計劃', evidenceId },
            ...{ covers: ['provider_failure', 'own_suspension'], strategy: 'switch_to_fallback' },
            ...{
              fallbackComponentId: fallback!.id,
              manualProcedure: 'By hand.',
              steps: 'Switch.',
              recoveryHours: 1,
            },
            ...{ ownerId: this.app.people.procurement, validTo: day(700) },
          },
        });
        expect([made.status, made.text]).toEqual([201, expect.anything()]);
        const path = `/api/v1/contingency-plans/${String(made.json['id'])}`;
        const exercise = await this.app.send(AS, 'POST', `${path}/exercises`, {
          body: {
            ...{
              exercisedOn: day(-30),
              covers: ['provider_failure', 'own_suspension'],
              outcome: 'succeeded',
            },
            ...{
              measuredRecoveryHours: 1,
              issues: 'None.',
              evidenceId,
              performedBy: this.app.people.procurement,
            },
          },
        });
        expect([exercise.status, exercise.text]).toEqual([201, expect.anything()]);
        await this.approvePlan(path);
      }
    }
  }

  /**
   * Everything that is done to be sure of the first use case: all of it passed, and is due again in a year. It speaks for the stack
   * as it is now: whatever changes that is to be done before.
   */
  async assure(): Promise<void> {
    const day = (ahead: number): string =>
      new Date(Date.parse(this.now) + ahead * 86_400_000).toISOString().slice(0, 10);
    const [useCase] = await this.listed('/api/v1/use-cases');
    const [legalEntityId] = useCase!['legalEntityIds'] as string[];
    const [component] = await this.listed('/api/v1/components');
    const evidenceId = await documentOf(this.app);
    const measured = { target: 0.9, result: 0.95 };
    for (const [kind, more] of [
      ['validation', { scope: ['performance', 'cyber_controls', 'data_controls'] }],
      ...[['accuracy_test', measured] as const, ['monitoring_run', measured] as const],
      ...(['end_to_end_test', 'prompt_variation_test', 'adversarial_test'] as const).map(
        (other) => [other, {}] as const,
      ),
    ] as const) {
      const body = {
        ...{
          kind,
          legalEntityId,
          subject: { type: 'use_case', id: useCase!.id },
          outcome: 'passed',
          ...more,
        },
        ...{ performedOn: day(-3), nextDueOn: day(360), performer: 'Testing House', summary: 'Done.' },
        ...{ scopeComponentIds: [component!.id], evidenceIds: [evidenceId] },
      };
      const made = await this.app.send(AS, 'POST', '/api/v1/assurance-activities', { body });
      expect([kind, made.status, made.text]).toEqual([kind, 201, expect.anything()]);
    }
  }

  /** What a plan says is approved anew by a second person: a change of it took the approval away. */
  async approvePlan(path: string): Promise<Reply> {
    let { etag } = await this.app.send(AS, 'GET', path);
    for (const [verb, as] of [
      ['submit', AS],
      ['approve', 'senior_manager'],
    ] as const) {
      const reply = await this.app.send(as, 'POST', `${path}/${verb}`, {
        ifMatch: etag,
        ...(verb === 'approve' && { body: {} }),
      });
      expect([path, verb, reply.status, reply.text]).toEqual([path, verb, 200, expect.anything()]);
      etag = reply.etag;
    }
    return this.app.send(AS, 'GET', path);
  }
}
