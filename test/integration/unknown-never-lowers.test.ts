import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ScoreKeeper } from '../../src/modules/scoring/scoring.public.js';
import { type Reply, startApp, type TestApp } from '../harness/app.js';
import { TASKS } from '../../src/modules/arrangements/domain/responsibility.js';
import { documentOf } from '../harness/evidence-app.js';
import { ContractFacts, type FactResource, type Unknowing } from '../harness/contract-facts.js';
import { type StoredFigures, StoredScores } from '../harness/stored-figures.js';

/** Resources of the contract that hold no facts about what the firm stands on. */
const NO_FACTS = [
  ...['/api/v1/api-keys/{id}', '/api/v1/users/{id}'],
  ...['/api/v1/scoring/methods/{id}', '/api/v1/concentration-limits/{id}'],
  // Documents prove facts and are none.
  '/api/v1/evidence/{id}',
  // What happened is read by people and by reminders, and by no score.
  ...['/api/v1/change-events/{id}', '/api/v1/incidents/{id}'],
  // Nothing reads them yet, and whatever changes takes their approval away.
  '/api/v1/exceptions/{id}',
  // What an assessment says is read once it is decided on, and then it does not change.
  ...['/api/v1/assessments/{id}', '/api/v1/assessments/{id}/findings/{findingId}'],
  // No score reads these yet.
  ...['/api/v1/assurance-activities/{id}', '/api/v1/regulator-correspondence/{id}'],
  ...['/api/v1/policies/{id}', '/api/v1/competences/{id}', '/api/v1/delegations/{id}'],
];
/** Business time: before the first component of the demonstration retires, as a day that has passed is not forgotten. */
const NOW = '2026-11-15T02:00:00Z';
/** The last bits of a sum. */
const EPSILON = 1e-9;
const AS = 'risk_officer';

/**
 * What nobody can make unknown: each names what is meant, contradicts what is listed beside it, or stands until it is
 * remedied.
 */
const REFUSED = [
  '/api/v1/arrangements/{id} componentIds not listed 422',
  '/api/v1/arrangements/{id} everything 422',
  '/api/v1/arrangements/{id} providerId 422',
  '/api/v1/arrangements/{id} subProcessors.n.name 422',
  '/api/v1/arrangements/{id} territorySupport.n.componentId 422',
  '/api/v1/arrangements/{id}/indemnities/{indemnityId} conditionsStatus 422',
  '/api/v1/arrangements/{id}/indemnities/{indemnityId} exclusions not listed 422',
  '/api/v1/arrangements/{id}/indemnities/{indemnityId} protection 422',
  '/api/v1/components/{id}/vulnerabilities/{vulnerabilityId} everything 409',
  '/api/v1/components/{id}/vulnerabilities/{vulnerabilityId} knownExploited 409',
  '/api/v1/components/{id}/vulnerabilities/{vulnerabilityId} malicious 409',
  '/api/v1/requirements/{id} alternatives not listed 409',
  '/api/v1/requirements/{id} alternatives.n.componentId 422',
  '/api/v1/requirements/{id} alternatives.n.manualProcedure 422',
  '/api/v1/requirements/{id} alternatives.n.testedOn 422',
  '/api/v1/requirements/{id} everything 409',
];
/**
 * A component whose provider is not named any more leaves its subject and makes one of its own. Every domain of the two is
 * at least what it was of the one; only sums over the domains of what was together may be smaller.
 */
const TOTALS = /^(under good terms: )?(inherent|residual|projected|reported)$/;
const COMPONENT = '/api/v1/components/{id}';
const SPLITS = ['providerId', 'everything'];

/** Resources that move no figure here: one gate alone reads them, and others have higher floors. */
const NOT_READ = ['/api/v1/arrangements/{id}/responsibilities/{responsibilityId}'];

let app: TestApp;
let contract: ContractFacts;
let scores: StoredScores;
let resources: FactResource[];

beforeAll(async () => {
  app = await startApp({}, { demo: true, clock: NOW });
  scores = new StoredScores(app.owner);
  contract = new ContractFacts(
    JSON.parse((await app.send(null, 'GET', '/api/v1/openapi.json')).text) as never,
  );
  resources = contract.resources().filter(({ path }) => !NO_FACTS.includes(path));
  await addFindings();
  await addArrangements();
  await addControls();
  await addPlans();
  await stateWhatIsOpen();
}, 300_000);
afterAll(() => app.close());

type Stored = Record<string, unknown> & { id: string };

async function listed(path: string): Promise<Stored[]> {
  const items: Stored[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const after: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const { status, json } = await app.send(AS, 'GET', `${path}?limit=200${after}`);
    expect([path, status]).toEqual([path, 200]);
    items.push(...(json['items'] as unknown as Stored[]));
    cursor = json['nextCursor'] as unknown as string | null;
  }
  return items;
}

/** Addresses of every record of a resource; one that is part of another is looked up under each of those. */
async function recordsOf(path: string): Promise<string[]> {
  const [collection = ''] = [path.slice(0, path.lastIndexOf('/'))];
  const at = collection.lastIndexOf('{');
  if (at < 0) return (await listed(collection)).map(({ id }) => `${collection}/${id}`);
  const parents = await recordsOf(collection.slice(0, collection.lastIndexOf('/')));
  const name = collection.slice(collection.lastIndexOf('/'));
  const found = await Promise.all(
    parents.map(async (parent) =>
      (await listed(`${parent}${name}`)).map(({ id }) => `${parent}${name}/${id}`),
    ),
  );
  return found.flat();
}

const patch = (path: string, body: object, ifMatch: string): Promise<Reply> =>
  app.send(AS, 'PATCH', path, { body, ifMatch });

/** Scans of every component, and vulnerabilities of each sort on the first few. */
async function addFindings(): Promise<void> {
  const day = (ago: number): string =>
    new Date(Date.parse(NOW) - ago * 86_400_000).toISOString().slice(0, 10);
  const components = await recordsOf('/api/v1/components/{id}');
  const post = async (path: string, body: object): Promise<void> => {
    expect((await app.send(AS, 'POST', path, { body })).status).toBe(201);
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
async function addArrangements(): Promise<void> {
  const [entity] = await listed('/api/v1/legal-entities');
  const byProvider = new Map<string, Stored[]>();
  for (const component of await listed('/api/v1/components')) {
    const provider = component['providerId'];
    if (typeof provider !== 'string') continue;
    byProvider.set(provider, [...(byProvider.get(provider) ?? []), component]);
  }
  const proof = await documentOf(app, { legalEntityId: entity!.id });
  const confirmed = { confirmedBy: app.people.risk_officer, confirmedOn: '2026-01-02' };
  const post = async (path: string, body: object): Promise<string> => {
    const reply = await app.send(AS, 'POST', path, { body });
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
async function addControls(): Promise<void> {
  const [arrangement] = await listed('/api/v1/arrangements');
  const { id: arrangementId, providerId, legalEntityId } = arrangement!;
  const [componentId] = arrangement!['componentIds'] as string[];
  const evidenceId = await documentOf(app);
  const validTo = new Date(Date.parse(NOW) + 700 * 86_400_000).toISOString().slice(0, 10);
  for (const [control, subject] of [
    ['encryption', { level: 'firm', legalEntityId: null }],
    ['segregation', { level: 'provider', providerId, legalEntityId }],
    ['input_controls', { level: 'component', componentId, legalEntityId: null }],
    ['settings_checked', { level: 'arrangement', arrangementId }],
  ] as const) {
    const body = { domain: 'D', control, design: 1, operating: 1, evidenceId, validTo, ...subject };
    const reply = await app.send(AS, 'POST', '/api/v1/controls', { body });
    expect([control, reply.status, reply.text]).toEqual([control, 201, expect.anything()]);
  }
}

/** Plans for two use cases, approved by a second person and exercised: one of each legal entity. */
async function addPlans(): Promise<void> {
  const day = (ahead: number): string =>
    new Date(Date.parse(NOW) + ahead * 86_400_000).toISOString().slice(0, 10);
  const evidenceId = await documentOf(app);
  const [fallback] = await listed('/api/v1/components');
  for (const { id, legalEntityIds, toleranceHours } of (await listed('/api/v1/use-cases')).slice(0, 2)) {
    if (toleranceHours === null) {
      const { etag } = await app.send(AS, 'GET', `/api/v1/use-cases/${id}`);
      expect((await patch(`/api/v1/use-cases/${id}`, { toleranceHours: 8 }, etag)).status).toBe(200);
    }
    for (const legalEntityId of legalEntityIds as string[]) {
      const made = await app.send(AS, 'POST', '/api/v1/contingency-plans', {
        body: {
          ...{ legalEntityId, useCaseId: id, name: `Plan for ${id}`, nameZhHant: '應變計劃', evidenceId },
          ...{ covers: ['provider_failure', 'own_suspension'], strategy: 'switch_to_fallback' },
          ...{
            fallbackComponentId: fallback!.id,
            manualProcedure: 'By hand.',
            steps: 'Switch.',
            recoveryHours: 1,
          },
          ...{ ownerId: app.people.procurement, validTo: day(700) },
        },
      });
      expect([made.status, made.text]).toEqual([201, expect.anything()]);
      const path = `/api/v1/contingency-plans/${String(made.json['id'])}`;
      const exercise = await app.send(AS, 'POST', `${path}/exercises`, {
        body: {
          ...{ exercisedOn: day(-30), covers: ['provider_failure', 'own_suspension'], outcome: 'succeeded' },
          ...{ measuredRecoveryHours: 1, issues: 'None.', evidenceId, performedBy: app.people.procurement },
        },
      });
      expect([exercise.status, exercise.text]).toEqual([201, expect.anything()]);
      await approvePlan(path);
    }
  }
}

const PLAN = /^\/api\/v1\/contingency-plans\/[^/]+$/;

/** What a plan says is approved anew by a second person: a change of it took the approval away. */
async function approvePlan(path: string): Promise<Reply> {
  let { etag } = await app.send(AS, 'GET', path);
  for (const [verb, as] of [
    ['submit', AS],
    ['approve', 'senior_manager'],
  ] as const) {
    const reply = await app.send(as, 'POST', `${path}/${verb}`, {
      ifMatch: etag,
      ...(verb === 'approve' && { body: {} }),
    });
    expect([path, verb, reply.status, reply.text]).toEqual([path, verb, 200, expect.anything()]);
    etag = reply.etag;
  }
  return app.send(AS, 'GET', path);
}

/** Everything that the demonstration leaves open is stated, with a good code: what is unknown already cannot become so. */
async function stateWhatIsOpen(): Promise<void> {
  for (const resource of resources) {
    for (const path of await recordsOf(resource.path)) {
      let { json, etag } = await app.send(AS, 'GET', path);
      if (json['licence'] === null) ({ json, etag } = await patch(path, { licence: 'MIT' }, etag));
      for (const [field, schema] of Object.entries(resource.fields)) {
        if (json[field] !== 'unknown') continue;
        for (const code of contract.knownCodes(schema)) {
          const reply = await patch(path, { [field]: code }, etag);
          if (reply.status !== 200) continue;
          ({ json, etag } = reply);
          break;
        }
      }
    }
  }
}

/** Sends the change; where another field contradicts what is left, that becomes unknown too. */
async function unknow(path: string, etag: string, resource: FactResource, way: Unknowing): Promise<Reply> {
  let { change } = way;
  for (;;) {
    const reply = await patch(path, change, etag);
    if (reply.status !== 422) return reply;
    const errors = reply.json['errors'] as unknown as { pointer: string; detail: string }[];
    const also = fieldsNamed(errors, resource, change);
    if (Object.keys(also).length === 0) return reply;
    change = { ...change, ...also };
  }
}

function fieldsNamed(
  errors: { pointer: string; detail: string }[],
  { fields }: FactResource,
  change: Unknowing['change'],
): Unknowing['change'] {
  const named = Object.keys(fields).filter(
    (field) =>
      !(field in change) &&
      errors.some(({ pointer, detail }) => pointer === `/${field}` || detail.includes(field)),
  );
  return Object.assign({}, ...named.map((field) => contract.unknownOf(field, fields))) as Unknowing['change'];
}

/**
 * Where a figure got lower. A subject is found again by what it is about: a component whose provider is not named any
 * more, or that is not named itself, is part of the one that nobody provides, and the worst of those counts.
 */
function lowered(
  before: readonly StoredFigures[],
  after: readonly StoredFigures[],
  isSplit: boolean,
): string[] {
  return before.flatMap(({ useCaseId, componentIds, figures }) => {
    const same = after.filter(
      (other) =>
        other.useCaseId === useCaseId &&
        (other.isNobodys || other.componentIds.some((id) => componentIds.includes(id))),
    );
    if (same.length === 0) return [`${useCaseId} has no score any more`];
    const worst = (figure: string): number => Math.max(...same.map((one) => one.figures[figure] ?? 0));
    return Object.entries(figures)
      .filter(([figure]) => !isSplit || !TOTALS.test(figure))
      .filter(([figure, value]) => worst(figure) < value - EPSILON)
      .map(([figure, value]) => `${figure} ${value} → ${worst(figure)}`);
  });
}

/**
 * Makes one thing after another unknown, asks, and puts it back.
 * @param made is told the name of each change that was made, and with what
 * @param refused is told of each that nobody may make
 */
async function unknowEach(
  resource: FactResource,
  made: (name: string, way: Unknowing) => Promise<void>,
  refused: (name: string) => void,
): Promise<void> {
  for (const path of await recordsOf(resource.path)) {
    let { json, etag } = await app.send(AS, 'GET', path);
    for (const way of contract.unknowings(resource, json)) {
      const reply = await unknow(path, etag, resource, way);
      if (reply.status !== 200) {
        refused(`${resource.path} ${way.what.replace(/\d+/, 'n')} ${reply.status}`);
        continue;
      }
      if (reply.etag === etag) continue; // was unknown before
      const name = `${path} ${String(json['name'] ?? json['label'] ?? json['identifier'] ?? json['risk'] ?? json['task'])} ${way.what}`;
      await made(name, way);
      const fields = Object.keys(reply.json).filter((field) => field in resource.fields);
      const back = await patch(path, contract.stated(resource, json, fields), reply.etag);
      expect([name, back.status, back.text]).toEqual([name, 200, expect.anything()]);
      ({ json, etag } = PLAN.test(path) ? await approvePlan(path) : back);
    }
  }
}

describe('of the demonstration, with everything about it known', () => {
  it('no score is lower when one thing is not known any more, whichever it is', async () => {
    const keeper = app.nest.get(ScoreKeeper);
    await keeper.keep();
    const before = await scores.all();
    expect(before.length).toBeGreaterThan(20);
    const [known, worse] = [JSON.stringify(before), [] as string[]];
    const [refused, made, moving] = [new Set<string>(), new Set<string>(), new Set<string>()];
    for (const resource of resources) {
      const { path } = resource;
      const look = async (name: string, { what }: Unknowing): Promise<void> => {
        made.add(path);
        await keeper.keep();
        const after = await scores.all();
        if (JSON.stringify(after) === known) return;
        moving.add(path);
        const isSplit = path === COMPONENT && SPLITS.includes(what);
        worse.push(...lowered(before, after, isSplit).map((figure) => `${name}: ${figure}`));
      };
      await unknowEach(resource, look, (name) => refused.add(name));
    }
    expect(worse).toEqual([]);
    expect([...refused].sort()).toEqual(REFUSED);
    expect([...made].sort()).toEqual(resources.map(({ path }) => path).sort());
    expect([...moving].sort()).toEqual([...made].filter((path) => !NOT_READ.includes(path)).sort());
    await keeper.keep();
    expect(await scores.all()).toEqual(before);
  }, 900_000);
});
