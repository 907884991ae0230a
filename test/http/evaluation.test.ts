import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Reply, startApp, type TestApp } from '../harness/app.js';
import { EXAMPLES as cases, type Golden, requestOf } from '../harness/worked-examples.js';

const PATH = '/api/v1/scoring/evaluate';
const base = cases[0] as Golden;

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const evaluate = (body: unknown, headers: Record<string, string> = {}): Promise<Reply> =>
  app.send('auditor', 'POST', PATH, { body, headers });
const errorsOf = (reply: Reply): { pointer: string; code: string }[] =>
  (reply.json['errors'] as unknown as { pointer: string; code: string }[]).map(({ pointer, code }) => ({
    pointer,
    code,
  }));

describe('a score of facts in the request', () => {
  it('is given for each example of the contract', async () => {
    const contract = (await app.send(null, 'GET', '/api/v1/openapi.json')).json as unknown as {
      paths: Record<string, { post: { requestBody: { content: Record<string, { examples: object }> } } }>;
    };
    const examples = contract.paths[PATH]?.post.requestBody.content['application/json']?.examples ?? {};
    expect(Object.keys(examples)).toEqual(['facts', 'figures']);
    for (const { value } of Object.values(examples) as { value: object }[]) {
      expect((await evaluate(value)).status).toBe(200);
    }
  });

  it.each(cases.map((golden) => [golden.id, golden] as const))(
    'is that of worked example %s',
    async (_id, golden) => {
      const reply = await evaluate(requestOf(golden));
      expect(reply.status).toBe(200);
      const wanted = golden.expect;
      const score = reply.json as unknown as Record<string, number> & {
        gates: { code: string; floor: number }[];
        interval: { best: number };
      };
      for (const figure of ['inherent', 'residual', 'projected', 'reported'] as const) {
        expect(Math.abs((score[figure] as number) - (wanted[figure] as number))).toBeLessThan(0.000051);
      }
      expect(Math.abs(score.interval.best - (wanted['best'] as number))).toBeLessThan(0.000051);
      expect(score['confidence']).toBeCloseTo((wanted['confidence'] as number) / 100, 6);
      expect(score['band']).toBe(wanted.band);
      expect(score.gates.map(({ code, floor }) => ({ code, floor }))).toEqual(
        wanted.gates.map(({ code, floor }) => ({ code, floor })),
      );
    },
  );

  it('has parts that add up, names in the language that is asked for, and the failed duties first', async () => {
    const reply = await evaluate(requestOf(cases.find(({ id }) => id === 'W8') as Golden), {
      'accept-language': 'zh-HK',
    });
    const score = reply.json as unknown as {
      failedDuties: { rule: string; because: { text: string }[] }[];
      residual: number;
      worst: { part: number };
      domains: { name: string; part: number }[];
    };
    expect(Object.keys(score)[0]).toBe('failedDuties');
    expect(score.failedDuties.map(({ rule }) => rule)).toEqual(['R-26', 'R-27']);
    expect(score.failedDuties[0]?.because[0]?.text).toBe('盡職審查：欠缺。');
    expect(score.domains.map(({ name }) => name)).toContain('數據洩露');
    expect(score.domains.reduce((sum, { part }) => sum + part, score.worst.part)).toBeCloseTo(
      score.residual,
      9,
    );
  });

  it('says of the fallback whether its design, its evidence and its independence are recorded', async () => {
    const known = async (controls: object, evidence: string): Promise<unknown> => {
      const graph = {
        ...{ subject: 'u', arrangement: ['a'], useCases: [{ id: 'u', tier: 'T2' }] },
        nodes: ['a', 'b'].map((id) => ({
          id,
          kind: 'library',
          operatedBy: 'other',
          substitutability: 'easily',
        })),
        requirements: [
          { of: 'u', alternatives: [{ node: 'a' }, { node: 'b', evidence, upstreamDisclosed: 'yes' }] },
        ],
      };
      const { json } = await evaluate({ tier: 'T2', facts: { graph }, controls });
      const domains = json['domains'] as unknown as {
        code: string;
        controls: { code: string; known: boolean }[];
      }[];
      return domains.find(({ code }) => code === 'R')?.controls.find(({ code }) => code === 'fallback')
        ?.known;
    };
    const designed = { R: { fallback: [1, 1] } };
    expect(await known(designed, 'tested_in_tolerance')).toBe(true);
    expect(await known(designed, 'unknown')).toBe(false);
    expect(await known({}, 'tested_in_tolerance')).toBe(false);
  });

  it('tells what to find out next, by how much it would help', async () => {
    const { facts, ...rest } = requestOf(base) as { facts: Record<string, unknown> };
    const open = { ...facts, dueDiligence: 'unknown', retention: 'unknown' };
    const reply = await evaluate({ ...rest, facts: open });
    const found = await evaluate({ ...rest, facts: { ...open, dueDiligence: 'in_date' } });
    const fall =
      (reply.json['reported'] as unknown as number) - (found.json['reported'] as unknown as number);
    expect(fall).toBeGreaterThan(10);
    // The retention alone lowers nothing: the floor of the missing due diligence is above it.
    expect(reply.json['worthFindingOut']).toEqual([
      { code: 'due_diligence', name: 'Due diligence in date', lowers: fall },
    ]);
  });

  it('derives the tier from the facts where none is given', async () => {
    const { tier: _tier, ...withoutTier } = requestOf(base);
    expect((await evaluate(withoutTier)).json['tier']).toBe('T1');
    expect((await evaluate({ facts: {} })).json['reported']).toBe(100);
  });

  it('takes for designated what may be', async () => {
    const harmless = {
      ...{ purposes: ['other'], recipients: ['internal'], dataClasses: ['public'], clientsInteract: 'no' },
      ...{ affectsClients: 'no', criticalOperation: 'no', afterSalesOnly: 'no' },
    };
    const tier = async (more: object): Promise<unknown> =>
      (await evaluate({ facts: { ...harmless, ...more } })).json['tier'];
    expect(await tier({})).toBe('T4');
    expect(await tier({ designatedHighRisk: 'no' })).toBe('T4');
    expect(await tier({ designatedHighRisk: 'unknown' })).toBe('T1');
    const reported = async (designatedHighRisk: string): Promise<number> =>
      (await evaluate({ facts: { ...harmless, designatedHighRisk } })).json['reported'] as unknown as number;
    expect(await reported('unknown')).toBeGreaterThanOrEqual(await reported('yes'));
  });

  it('is of components that can be told apart', async () => {
    const twice = await evaluate({
      tier: 'T2',
      facts: { components: [{ id: 'a' }, { id: 'b' }, { id: 'a' }] },
    });
    expect([twice.status, errorsOf(twice)]).toEqual([
      422,
      [{ pointer: '/facts/components/2/id', code: 'duplicate-id' }],
    ]);
    expect((await evaluate({ tier: 'T2', facts: { components: [{ id: 'a' }, { id: 'b' }] } })).status).toBe(
      200,
    );
  });

  it('is the same to the last bit, with the same hashes', async () => {
    const [first, second] = await Promise.all([evaluate(requestOf(base)), evaluate(requestOf(base))]);
    const bytes = (reply: Reply): string => reply.text.replace(/"computedAt":"[^"]*"/, '');
    expect(bytes(first)).toBe(bytes(second));
    expect(first.json['inputsHash']).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('a score of figures in the request', () => {
  const short = {
    tier: 'T1',
    exposures: { D: 0.3528, M: 0.533333333333, L: 0.135, S: 0.3, R: 0.525, C: 0.4, P: 0.375 },
    controlEffects: { D: 0.7, M: 0.8, L: 0.54, S: 0.6, R: 0.72, C: 0.3, P: 0.72 },
  };

  it('combines them, and lets a gate set its floor by the tier', async () => {
    const plain = await evaluate(short);
    expect(plain.json['residual']).toBeCloseTo(13.7089, 4);
    expect(plain.json).toMatchObject({ band: 'low', confidence: null, projected: null, gates: [] });
    const gated = await evaluate({ ...short, gates: { G5: true, G9: true, G1: false } });
    expect(gated.json).toMatchObject({ reported: 60, band: 'very_high' });
    const lower = await evaluate({ ...short, tier: 'T4', gates: { G10: true } });
    expect(lower.json).toMatchObject({ reported: 15, band: 'medium' });
  });

  it('gives the weight of a domain that does not apply to the model', async () => {
    const without = ({ P: _P, ...figures }: Record<string, number>) => figures;
    const reply = await evaluate({
      ...{ tier: 'T1', notApplicable: ['P'] },
      ...{ exposures: without(short.exposures), controlEffects: without(short.controlEffects) },
    });
    const domains = reply.json['domains'] as unknown as {
      code: string;
      weight: number;
      exposure: number | null;
    }[];
    expect(domains.find(({ code }) => code === 'M')?.weight).toBeCloseTo(0.3, 12);
    expect(domains.find(({ code }) => code === 'P')).toMatchObject({ weight: 0, exposure: null });
  });
});

describe('a claim that something does not apply', () => {
  const claim = { item: 'P', reason: 'No identifiable provider', approver: 'CRO', expiresOn: '2099-01-01' };
  const claiming = async (providerKind: string, more: object) => {
    const { json } = await evaluate({ facts: { providerKind }, notApplicable: [{ ...claim, ...more }] });
    return [json['notApplicable'], json['refusedClaims']] as unknown as [string[], { because: string }[]];
  };

  it('is granted, or told what it lacks', async () => {
    expect(await claiming('open_source_project', {})).toEqual([['P'], []]);
    for (const [kind, more, because] of [
      ['third_party', {}, 'provider_kind'],
      ['open_source_project', { approver: null }, 'unsigned'],
      ['open_source_project', { reason: ' ' }, 'unsigned'],
      ['open_source_project', { expiresOn: '2020-01-01' }, 'expired'],
      ['open_source_project', { expiresOn: null }, 'expired'],
    ] as const) {
      expect(await claiming(kind, more)).toEqual([
        [],
        [expect.objectContaining({ item: 'P', because, text: expect.stringContaining('unknown') })],
      ]);
    }
  });
});

describe('what is said not to apply without a claim', () => {
  const given = { ipOutput: 'n_a', termsOfUse: 'n_a', liveOn: 'n_a', providerKind: 'in_house' };
  const claim = { item: 'ip', reason: 'Own model', approver: 'CRO', expiresOn: '2026-12-31' };
  const readAsUnknown = async (notApplicable: object[]): Promise<unknown> => {
    const body = { tier: 'T3', scoredOn: '2026-11-22', facts: given, notApplicable };
    return (await evaluate(body)).json['readAsUnknown'];
  };

  it('counts as unknown, and the answer says so', async () => {
    expect(await readAsUnknown([])).toEqual(['ipOutput', 'termsOfUse']);
    expect(await readAsUnknown([claim])).toEqual(['termsOfUse']);
    expect(await readAsUnknown([{ ...claim, expiresOn: '2026-01-01' }])).toEqual(['ipOutput', 'termsOfUse']);
  });
});

describe('what cannot be scored', () => {
  const facts = (graph: object): object => ({ tier: 'T1', facts: { graph } });
  const graph = {
    subject: 'u',
    arrangement: ['m'],
    useCases: [{ id: 'u', tier: 'T1' }],
    nodes: [
      { id: 'm', kind: 'language_model' },
      { id: 'p', kind: 'ultimate_parent' },
    ],
    requirements: [{ of: 'u', alternatives: [{ node: 'm' }] }],
  };

  it.each([
    ['neither facts nor figures', { tier: 'T1' }, [{ pointer: '', code: 'facts-or-exposures' }]],
    ['both', { tier: 'T1', facts: {}, exposures: {} }, [{ pointer: '', code: 'facts-or-exposures' }]],
    ['figures without a tier', { exposures: {} }, [{ pointer: '/tier', code: 'required' }]],
    ['a figure above 1', { tier: 'T1', exposures: { D: 1.5 } }, [{ pointer: '/exposures/D', code: 'range' }]],
    [
      'figures of a domain that does not apply',
      { tier: 'T1', exposures: { P: 0.5 }, controlEffects: { P: 0 }, notApplicable: ['P'] },
      [
        { pointer: '/exposures/P', code: 'contradiction' },
        { pointer: '/controlEffects/P', code: 'contradiction' },
      ],
    ],
    [
      'controls that do more than they may',
      { tier: 'T1', exposures: {}, controlEffects: { C: 0.31 } },
      [{ pointer: '/controlEffects/C', code: 'range' }],
    ],
    [
      'a domain that cannot be left out',
      { tier: 'T1', exposures: {}, notApplicable: ['D'] },
      [{ pointer: '/notApplicable', code: 'not-applicable' }],
    ],
    [
      'an unknown code',
      { facts: { retention: 'for ever' } },
      [{ pointer: '/facts/retention', code: 'code' }],
    ],
    [
      'a day that there is not',
      { facts: { liveOn: '2026-02-30' } },
      [{ pointer: '/facts/liveOn', code: 'date' }],
    ],
    ['an unknown fact', { facts: { colour: 'red' } }, [{ pointer: '/facts/colour', code: 'unknown-field' }]],
    [
      'a control of a state that there is not',
      { facts: {}, controls: { D: { encryption: [1, 0.7] } } },
      [{ pointer: '/controls/D/encryption', code: 'control-state' }],
    ],
    [
      'a control that does not exist',
      { facts: {}, controls: { D: { inputControls: [1, 1] } } },
      [{ pointer: '/controls/D/inputControls', code: 'unknown-field' }],
    ],
    [
      'a claim without an item',
      { facts: {}, notApplicable: [{}] },
      [{ pointer: '/notApplicable', code: 'not-applicable' }],
    ],
    [
      'another subject',
      facts({ ...graph, subject: 'x' }),
      [{ pointer: '/facts/graph/subject', code: 'unknown-id' }],
    ],
    [
      'an unknown node of the arrangement',
      facts({ ...graph, arrangement: ['m', 'x'] }),
      [{ pointer: '/facts/graph/arrangement/1', code: 'unknown-id' }],
    ],
    [
      'k above the alternatives',
      facts({ ...graph, requirements: [{ of: 'u', k: 2, alternatives: [{ node: 'm' }] }] }),
      [{ pointer: '/facts/graph/requirements/0/k', code: 'k-above-alternatives' }],
    ],
    [
      'a parent that stands on something',
      facts({ ...graph, requirements: [...graph.requirements, { of: 'p', alternatives: [{ node: 'm' }] }] }),
      [{ pointer: '/facts/graph/requirements/1/of', code: 'requires-nothing' }],
    ],
    [
      'two nodes of one id',
      facts({ ...graph, nodes: [...graph.nodes, { id: 'm', kind: 'library' }] }),
      [{ pointer: '/facts/graph/nodes/2/id', code: 'duplicate-id' }],
    ],
  ])('is refused with its place: %s', async (_what, body, errors) => {
    const reply = await evaluate(body);
    expect(reply.status).toBe(422);
    expect(errorsOf(reply)).toEqual(errors);
  });

  it.each([
    ['/notApplicable', { facts: {}, notApplicable: null }],
    ['/controls/D/encryption', { facts: {}, controls: { D: { encryption: null } } }],
    ['/controls/D/encryption', { facts: {}, controls: { D: { encryption: [null] } } }],
  ])('is refused where null stands for nothing: %s', async (pointer, body) => {
    const reply = await evaluate({ tier: 'T3', ...body });
    expect(reply.status).toBe(422);
    expect(errorsOf(reply)[0]?.pointer).toBe(pointer);
  });

  it.each([
    ['/gates', { facts: {}, gates: { G1: true } }],
    ['/controlEffects', { facts: {}, controlEffects: { D: 0.1 } }],
    ['/controls', { tier: 'T1', exposures: { D: 1 }, controls: { D: { encryption: [1, 1] } } }],
    ['/provisional', { tier: 'T1', exposures: { D: 1 }, provisional: true }],
  ])('is refused where the other form alone reads it: %s', async (pointer, body) => {
    const reply = await evaluate(body);
    expect(reply.status).toBe(422);
    expect(errorsOf(reply)).toEqual([{ pointer, code: 'only-with' }]);
  });

  it.each(['facts', 'exposures', 'gates', 'controls'])('is refused where %s is a list', async (field) => {
    const reply = await evaluate({ tier: 'T1', ...(field === 'facts' ? {} : { facts: {} }), [field]: [] });
    expect(reply.status).toBe(422);
    expect(errorsOf(reply)).toContainEqual({ pointer: `/${field}`, code: 'object' });
  });

  it('a ring is no mistake', async () => {
    const ring = {
      ...graph,
      nodes: [...graph.nodes, { id: 'l', kind: 'library' }],
      requirements: [
        ...graph.requirements,
        { of: 'm', alternatives: [{ node: 'l' }] },
        { of: 'l', alternatives: [{ node: 'm' }] },
      ],
    };
    expect((await evaluate(facts(ring))).status).toBe(200);
  });
});
