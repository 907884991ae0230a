import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ScoreKeeper } from '../../src/modules/scoring/scoring.public.js';
import { ArrangementApp, idOf } from '../harness/arrangement-app.js';
import { documentOf } from '../harness/evidence-app.js';

interface ShownControl {
  code: string;
  design: number;
  operating: number;
  known: boolean;
  sources: { type: string; id: string; name: string | null; nameZhHant: string | null }[];
}

let at: ArrangementApp;
let keeper: ScoreKeeper;
let useCase = '';
let document = '';
beforeAll(async () => {
  at = await ArrangementApp.start();
  keeper = at.app.nest.get(ScoreKeeper);
  useCase = await at.register.useCase('Research', 'T1', at.firm);
  await at.register.requires({ useCase }, [{ component: at.model }]);
  await at.register.endsAt(at.model);
  document = await documentOf(at.app, { validTo: '2027-03-31' });
});
afterAll(() => at.app.close());

async function scored(as: Parameters<typeof at.app.send>[0] = 'auditor') {
  await keeper.keep();
  const reply = await at.app.send(as, 'GET', `/api/v1/scores/${useCase}/${at.vendor}`);
  expect(reply.status).toBe(200);
  const { residual, domains, reproducible } = reply.json as unknown as {
    residual: number;
    reproducible: boolean;
    domains: { code: string; controls: ShownControl[] }[];
  };
  expect(reproducible).toBe(true);
  const controlOf = (domain: string, code: string): ShownControl =>
    domains.find((one) => one.code === domain)!.controls.find((one) => one.code === code)!;
  return { residual, controlOf };
}
async function record(more: object): Promise<string> {
  const body = { domain: 'D', control: 'encryption', level: 'firm', validTo: '2027-06-30', ...more };
  const made = await at.app.send('risk_officer', 'POST', '/api/v1/controls', { body });
  expect(made.status).toBe(201);
  return idOf(made);
}

describe('a score', () => {
  it('falls with a control, and names it; a narrower one counts in its place', async () => {
    const before = await scored();
    expect(before.controlOf('D', 'encryption')).toMatchObject({
      design: 0,
      operating: 0,
      known: false,
      sources: [],
    });
    const firm = await record({ design: 1, operating: 1, evidenceId: document, legalEntityId: null });
    const after = await scored();
    expect(after.residual).toBeLessThan(before.residual);
    expect(after.controlOf('D', 'encryption')).toMatchObject({
      ...{ design: 1, operating: 1, known: true },
      sources: [{ type: 'control', id: firm, name: 'Encryption both ways', nameZhHant: '雙向加密' }],
    });
    const own = await record({
      ...{ level: 'provider', providerId: at.vendor, legalEntityId: at.firm, design: 1, operating: 0 },
      reason: 'Off at this vendor',
    });
    const narrower = await scored();
    expect(narrower.residual).toBeCloseTo(before.residual, 9);
    expect(narrower.controlOf('D', 'encryption').sources).toMatchObject([{ id: own }]);
  });

  it('of who does not see the legal entity of a control does not name it', async () => {
    const shared = await at.register.useCase('Shared', 'T1', at.firm);
    await at.app.owner.query(
      `INSERT INTO use_case_legal_entity (use_case_id, legal_entity_id, name) VALUES ($1, $2, 'Shared')`,
      [shared, at.other],
    );
    await at.register.requires({ useCase: shared }, [{ component: at.host }]);
    await at.register.endsAt(at.host);
    await record({ domain: 'L', control: 'legal_review', legalEntityId: at.firm, design: 1 });
    await keeper.keep();
    const path = `/api/v1/scores/${shared}/${at.hoster}`;
    const sourcesAs = async (as: Parameters<typeof at.app.send>[0]): Promise<unknown[]> => {
      const { json } = await at.app.send(as, 'GET', path);
      const domains = json['domains'] as unknown as { code: string; controls: ShownControl[] }[];
      const legal = domains.find(({ code }) => code === 'L')!.controls;
      return legal.find(({ code }) => code === 'legal_review')!.sources;
    };
    expect(await sourcesAs('auditor')).toHaveLength(1);
    expect(await sourcesAs(at.local)).toEqual([]);
  });

  it('reads the operation of a human in the loop, and its design as the use case says', async () => {
    const oversight = (code: string) =>
      at.app.owner.query(
        'UPDATE use_case SET human_oversight = $1, row_version = row_version + 1 WHERE id = $2',
        [code, useCase],
      );
    await record({
      ...{ domain: 'M', control: 'human_in_the_loop', legalEntityId: null },
      ...{ design: 1, operating: 1, evidenceId: document },
    });
    for (const part of ['prompt_variation', 'disclosure', 'sampling']) {
      await record({
        ...{ domain: 'M', control: part, legalEntityId: null, design: 1, operating: 1, evidenceId: document },
      });
    }
    await oversight('in_the_loop');
    const review = async () => (await scored()).controlOf('M', 'human_review');
    expect(await review()).toMatchObject({ design: 1 });
    expect((await review()).sources.filter(({ type }) => type === 'control')).toHaveLength(4);
    await oversight('on_the_loop');
    expect(await review()).toMatchObject({ design: 0.5 });
    await oversight('unknown');
    expect(await review()).toMatchObject({ design: 0, known: false });
  });

  it('rises on the day after a document, and after a control, was in date', async () => {
    await record({
      ...{ domain: 'P', control: 'monitoring', legalEntityId: null },
      ...{ design: 1, operating: 1, evidenceId: document },
    });
    const onDay = async (day: string) => {
      await at.app.setClock(`${day}T02:00:00Z`);
      return scored();
    };
    const last = await onDay('2027-03-31');
    expect(last.controlOf('P', 'monitoring')).toMatchObject({ design: 1, operating: 1 });
    const unproved = await onDay('2027-04-01');
    expect(unproved.controlOf('P', 'monitoring')).toMatchObject({ design: 1, operating: 0 });
    expect(unproved.residual).toBeGreaterThan(last.residual);
    const expired = await onDay('2027-07-01');
    expect(expired.controlOf('P', 'monitoring')).toMatchObject({ design: 0, operating: 0, known: true });
  });
});
