import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { idOf, NOW } from '../harness/arrangement-app.js';
import type { Reply } from '../harness/app.js';
import { documentOf, EVIDENCE } from '../harness/evidence-app.js';
import { FlowApp } from '../harness/flow-app.js';
import { errorsOf, idsOf } from '../harness/replies.js';

let flows: FlowApp;
beforeAll(async () => {
  flows = await FlowApp.start();
});
beforeEach(() => flows.app.setClock(NOW));
afterAll(() => flows.app.close());

const typeOf = ({ status, json }: Reply): unknown[] => [status, json['type']];
const ADVERSE = [409, '/problems/adverse-finding'];
const IN_USE = [409, '/problems/in-use'];
const component = (): Promise<string> =>
  flows.changes.register.component(`Part ${newId()}`, 'library', flows.at.vendor);
const to = (id: string, type = 'component') => ({ to: { type, id } });
const etagAt = async (path: string): Promise<string> =>
  (await flows.app.send('risk_officer', 'GET', `/api/v1/${path}`)).etag;
const retireAt = async (path: string): Promise<Reply> =>
  flows.app.send('risk_officer', 'DELETE', `/api/v1/${path}`, { ifMatch: await etagAt(path) });

describe('what was found wanting of a data flow', () => {
  it('may be said to be otherwise, and not to be unknown', async () => {
    const flow = await flows.made({
      ...{ encryptedAtRest: 'no', encryptedInTransit: 'no', crossBorder: 'yes', retention: 'indefinite' },
      ...{ deletion: 'never', dataClasses: ['personal'] },
    });
    const forgetting = {
      ...{ encryptedAtRest: 'unknown', encryptedInTransit: 'unknown', crossBorder: 'unknown' },
      ...{ retention: 'unknown', deletion: 'unknown', dataClasses: [] },
    };
    const refused = await flows.patch(flow, forgetting);
    expect(typeOf(refused)).toEqual(ADVERSE);
    const wanting = Object.keys(forgetting).map((field) => [`/${field}`, 'not-to-be-forgotten']);
    expect(errorsOf(refused)).toEqual(Object.fromEntries(wanting));
    for (const [field, value] of Object.entries(forgetting)) {
      expect(typeOf(await flows.patch(flow, { [field]: value }))).toEqual(ADVERSE);
    }
    expect((await flows.get(flow)).json).toEqual(flow.json);
    const mended = {
      ...{ encryptedAtRest: 'yes', encryptedInTransit: 'yes', crossBorder: 'no', retention: 'none' },
      ...{ deletion: 'automatic', dataClasses: ['public'] },
    };
    expect((await flows.patch(flow, mended)).json).toMatchObject(mended);
  });

  it('stays with the use case that it serves', async () => {
    const { at, changes } = flows;
    const open = { from: { type: 'provider', id: at.vendor }, useCaseId: changes.useCase };
    const flow = await flows.made({ ...open, encryptedInTransit: 'no' });
    for (const useCaseId of [null, await changes.register.useCase(`Use ${newId()}`, 'T2', at.firm)]) {
      const refused = await flows.patch(flow, { useCaseId });
      expect([...typeOf(refused), errorsOf(refused)]).toEqual([
        ...ADVERSE,
        { '/useCaseId': 'not-to-be-forgotten' },
      ]);
    }
    const harmless = await flows.made(open);
    expect((await flows.patch(harmless, { useCaseId: null })).json['useCaseId']).toBe(null);
  });

  it('keeps it from being retired while data flows', async () => {
    const flow = await flows.made({ encryptedAtRest: 'no' });
    const refused = await flows.retire(flow);
    expect([...typeOf(refused), errorsOf(refused)]).toEqual([...ADVERSE, { '': 'not-to-be-forgotten' }]);
    await flows.patch(flow, { endedOn: '2026-11-30' });
    expect((await flows.retire(flow)).status).toBe(204);
    expect(typeOf(await flows.retire(flow))).toEqual([409, '/problems/retired']);
    expect(typeOf(await flows.patch(flow, { purpose: 'x' }))).toEqual([409, '/problems/retired']);
    const back = await flows.restore(flow);
    expect(back.json).toMatchObject({ endedOn: '2026-11-30', encryptedAtRest: 'no', retiredAt: null });
    expect(typeOf(await flows.restore(flow))).toEqual([409, '/problems/not-retired']);
  });
});

describe('what a data flow names', () => {
  it('is not retired while data flows', async () => {
    const { register } = flows.changes;
    const part = await component();
    const provider = await register.provider(`Vendor ${newId()}`);
    const flow = await flows.made({ ...to(part), purpose: 'Prompts' });
    const other = await flows.made(to(provider, 'provider'));
    const refused = await retireAt(`components/${part}`);
    expect(typeOf(refused)).toEqual(IN_USE);
    expect(refused.json['detail']).toContain('Prompts');
    expect(typeOf(await retireAt(`providers/${provider}`))).toEqual(IN_USE);
    await flows.retire(flow);
    await flows.patch(other, { endedOn: '2026-12-01' });
    expect((await retireAt(`components/${part}`)).status).toBe(204);
    expect((await retireAt(`providers/${provider}`)).status).toBe(204);
    // What is gone takes no data any more.
    const back = await flows.restore(flow);
    expect([...typeOf(back), errorsOf(back)]).toEqual([
      ...[409, '/problems/retired', { '/to/id': 'retired-reference' }],
    ]);
    expect(errorsOf(await flows.patch(other, { endedOn: null }))).toEqual({ '/to/id': 'retired-reference' });
    expect((await flows.patch(other, { purpose: 'Past' })).status).toBe(200);
  });

  it('may go with the use case that the flow serves, as what the use case required', async () => {
    const useCase = await flows.changes.register.useCase(`Use ${newId()}`, 'T2', flows.at.firm);
    const part = await component();
    await flows.made({ ...to(part), from: { type: 'use_case', id: useCase } });
    expect(typeOf(await retireAt(`components/${part}`))).toEqual(IN_USE);
    expect((await retireAt(`use-cases/${useCase}`)).status).toBe(204);
    expect((await retireAt(`components/${part}`)).status).toBe(204);
  });

  it('keeps a legal entity, without naming what its reader does not see', async () => {
    const entity = await flows.changes.register.legalEntity(`Entity ${newId()}`);
    const flow = await flows.made({ from: { type: 'legal_entity', id: entity }, purpose: 'Records' });
    expect(typeOf(await retireAt(`legal-entities/${entity}`))).toEqual(IN_USE);
    await flows.retire(flow);
    expect((await retireAt(`legal-entities/${entity}`)).status).toBe(204);
    expect(errorsOf(await flows.restore(flow))).toMatchObject({ '/legalEntityId': 'retired-reference' });
    const part = await component();
    await flows.made({ ...to(part), purpose: 'Of the firm' });
    const path = `/api/v1/components/${part}`;
    const blind = await flows.app.send(flows.changes.local, 'DELETE', path, {
      ifMatch: await etagAt(`components/${part}`),
    });
    expect(typeOf(blind)).toEqual(IN_USE);
    expect(blind.text).not.toContain('Of the firm');
  });

  it('keeps the documents that show it, also after its end', async () => {
    const document = await documentOf(flows.app);
    const flow = await flows.made({ evidenceIds: [document], endedOn: '2026-11-30' });
    const { etag } = await flows.app.send('procurement', 'GET', `${EVIDENCE}/${document}`);
    const retire = () =>
      flows.app.send('procurement', 'DELETE', `${EVIDENCE}/${document}`, { ifMatch: etag });
    expect(typeOf(await retire())).toEqual(IN_USE);
    await flows.retire(flow);
    expect((await retire()).status).toBe(204);
    expect(errorsOf(await flows.restore(flow))).toEqual({ '/evidenceIds/0': 'retired-reference' });
  });

  it('is either retired or named, when both happen at once', async () => {
    for (let turn = 0; turn < 5; turn++) {
      const part = await component();
      const [retired, made] = await Promise.all([retireAt(`components/${part}`), flows.post(to(part))]);
      const isNamed = made.status === 201;
      expect([retired.status, made.status]).toEqual(isNamed ? [409, 201] : [204, 422]);
    }
  });
});

describe('a list of data flows', () => {
  it('is narrowed to what is asked for', async () => {
    const { at, changes, app } = flows;
    const part = await component();
    const vendor = await changes.register.provider(`Vendor ${newId()}`);
    const useCase = await changes.register.useCase(`Use ${newId()}`, 'T2', at.other);
    const first = idOf(
      await flows.made({
        ...to(part),
        ...{ from: { type: 'use_case', id: useCase }, dataClasses: ['credentials', 'internal'] },
        ...{ encryptedAtRest: 'no', crossBorder: 'yes', ownerId: app.people.auditor, purpose: '客戶名單' },
      }),
    );
    const second = idOf(
      await flows.made({
        ...{ from: { type: 'component', id: part }, to: { type: 'provider', id: vendor } },
        ...{
          legalEntityId: at.firm,
          encryptedInTransit: 'no',
          useCaseId: changes.useCase,
          crossBorder: 'no',
        },
      }),
    );
    const list = async (query: string): Promise<unknown[]> =>
      idsOf(await flows.send('GET', `?limit=200${query}`));
    expect(await list(`&componentId=${part}`)).toEqual([first, second]);
    expect(await list(`&componentId=${part}&sort=-createdAt`)).toEqual([second, first]);
    expect(await list(`&componentId=${part}&includeRetired=true&legalEntityId=${at.other}`)).toEqual([first]);
    expect(await list(`&providerId=${vendor}`)).toEqual([second]);
    expect(await list(`&useCaseId=${useCase}`)).toEqual([first]);
    expect(await list(`&ownerId=${app.people.auditor}`)).toEqual([first]);
    for (const [query, has, hasNot] of [
      ['&encryptedAtRest=no', first, second],
      ['&encryptedInTransit=no', second, first],
      ['&dataClass=credentials', first, second],
      ['&crossBorder=no', second, first],
      ['&q=客戶', first, second],
    ]) {
      const found = await list(query ?? '');
      expect([query, found.includes(has), found.includes(hasNot)]).toEqual([query, true, false]);
    }
    const page = await flows.send('GET', `?componentId=${part}&limit=1`);
    expect(idsOf(page)).toEqual([first]);
    expect(await list(`&componentId=${part}&cursor=${String(page.json['nextCursor'])}`)).toEqual([second]);
    const seen = await flows.send('GET', `?componentId=${part}`, undefined, { as: changes.local });
    expect(idsOf(seen)).toEqual([first]);
    expect((await flows.send('GET', '?encryptedAtRest=maybe')).status).toBe(422);
  });
});
