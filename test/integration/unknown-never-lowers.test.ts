import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ScoreKeeper } from '../../src/modules/scoring/scoring.public.js';
import { type Reply, startApp, type TestApp } from '../harness/app.js';
import { ContractFacts, type FactResource, type Unknowing } from '../harness/contract-facts.js';
import { type StoredFigures, StoredScores } from '../harness/stored-figures.js';
import { WholeRegister } from '../harness/whole-register.js';

/** Resources of the contract that hold no facts about what the firm stands on. */
const NO_FACTS = [
  ...['/api/v1/api-keys/{id}', '/api/v1/users/{id}'],
  ...['/api/v1/scoring/methods/{id}', '/api/v1/concentration-limits/{id}'],
  // Documents prove facts and are none.
  '/api/v1/evidence/{id}',
  // What happened is read by people and by reminders, and by no score.
  ...['/api/v1/change-events/{id}', '/api/v1/incidents/{id}'],
  // How something is left is read by people and by what retires it.
  '/api/v1/exit-cases/{id}',
  // Whatever changes takes their approval away, and what they are about is unknown then (scores-read-claims.test.ts).
  '/api/v1/exceptions/{id}',
  // What an assessment says is read once it is decided on, and then it does not change.
  ...['/api/v1/assessments/{id}', '/api/v1/assessments/{id}/findings/{findingId}'],
  // No score reads these.
  ...['/api/v1/data-flows/{id}', '/api/v1/service-records/{id}'],
  ...['/api/v1/component-reviews/{id}', '/api/v1/risk-statements/{id}'],
  '/api/v1/regulator-correspondence/{id}',
  ...['/api/v1/policies/{id}', '/api/v1/competences/{id}', '/api/v1/delegations/{id}'],
  '/api/v1/delegations/{id}/oversight-reports/{reportId}',
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
  '/api/v1/assurance-activities/{id} everything 409',
  '/api/v1/assurance-activities/{id} nextDueOn 409',
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
let register: WholeRegister;
let resources: FactResource[];

beforeAll(async () => {
  app = await startApp({}, { demo: 'without_records', clock: NOW });
  scores = new StoredScores(app.owner);
  contract = new ContractFacts(
    JSON.parse((await app.send(null, 'GET', '/api/v1/openapi.json')).text) as never,
  );
  resources = contract.resources().filter(({ path }) => !NO_FACTS.includes(path));
  register = new WholeRegister(app, NOW);
  await register.complete();
  await stateWhatIsOpen();
  await register.assure();
}, 300_000);
afterAll(() => app.close());

const PLAN = /^\/api\/v1\/contingency-plans\/[^/]+$/;

/** Everything that the demonstration leaves open is stated, with a good code: what is unknown already cannot become so. */
async function stateWhatIsOpen(): Promise<void> {
  for (const resource of resources) {
    for (const path of await register.recordsOf(resource.path)) {
      let { json, etag } = await app.send(AS, 'GET', path);
      if (json['licence'] === null) ({ json, etag } = await register.patch(path, { licence: 'MIT' }, etag));
      for (const [field, schema] of Object.entries(resource.fields)) {
        if (json[field] !== 'unknown') continue;
        for (const code of contract.knownCodes(schema)) {
          const reply = await register.patch(path, { [field]: code }, etag);
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
    const reply = await register.patch(path, change, etag);
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
  for (const path of await register.recordsOf(resource.path)) {
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
      const back = await register.patch(path, contract.stated(resource, json, fields), reply.etag);
      expect([name, back.status, back.text]).toEqual([name, 200, expect.anything()]);
      ({ json, etag } = PLAN.test(path) ? await register.approvePlan(path) : back);
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
