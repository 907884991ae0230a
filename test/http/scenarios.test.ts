import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Reply, startApp, type TestApp } from '../harness/app.js';
import { RegisterWriter } from '../harness/register.js';

/** U1 (T1) takes model A first and falls back on B; both stand on one host. U2 (T2) of another firm needs A alone. */
let app: TestApp;
const id: Record<string, string> = {};
beforeAll(async () => {
  app = await startApp();
  const register = new RegisterWriter(app.owner);
  id['firm'] = await register.legalEntity('Firm');
  id['other'] = await register.legalEntity('Other');
  for (const [name, key] of [
    ['Vendor A', 'va'],
    ['Vendor B', 'vb'],
    ['Hoster', 'hoster'],
    ['Second hoster', 'hoster2'],
  ] as const) {
    id[key] = await register.provider(name);
  }
  id['host'] = await register.component('Host', 'hosting', id['hoster'] as string);
  id['host2'] = await register.component('Second host', 'hosting', id['hoster2'] as string);
  id['a'] = await register.component('Model A', 'language_model', id['va'] as string);
  id['b'] = await register.component('Model B', 'language_model', id['vb'] as string);
  await register.endsAt(id['host']);
  await register.endsAt(id['host2']);
  id['aNeeds'] = await register.requires({ component: id['a'] }, [{ component: id['host'] }]);
  id['bNeeds'] = await register.requires({ component: id['b'] }, [{ component: id['host'] }]);
  id['u1'] = await register.useCase('U1', 'T1', id['firm']);
  id['u2'] = await register.useCase('U2', 'T2', id['other']);
  await register.requires({ useCase: id['u1'] }, [
    { component: id['a'] },
    { component: id['b'], tested: true },
  ]);
  id['u2Needs'] = await register.requires({ useCase: id['u2'] }, [{ component: id['a'] }]);
});
afterAll(() => app.close());

const compare = (body: object, as: Parameters<TestApp['send']>[0] = 'risk_officer'): Promise<Reply> =>
  app.send(as, 'POST', '/api/v1/scenarios/compare', { body });
interface Answer {
  scores: {
    useCaseName: string;
    providerName: string;
    before: { gates: string[] } | null;
    after: { gates: string[] } | null;
  }[];
  concentration: Record<
    'before' | 'after',
    { effective: { shares: { node: { name: string }; share: number }[] } }
  >;
  cutSets: {
    useCaseName: string;
    before: { nodes: { name: string }[] }[];
    after: { nodes: { name: string }[] }[];
  }[];
}
const answerOf = (reply: Reply): Answer => reply.json as unknown as Answer;
const setsOf = (sets: { nodes: { name: string }[] }[]): string[] =>
  sets.map(({ nodes }) => nodes.map(({ name }) => name).join('+')).sort();

describe('a scenario', () => {
  it('with another host under the fallback: one failure less stops the use, and the gate closes', async () => {
    const reply = await compare({
      removeRequirementIds: [id['bNeeds']],
      addRequirements: [
        { of: id['b'], upstreamDisclosed: 'yes', alternatives: [{ componentId: id['host2'] }] },
      ],
    });
    expect(reply.status).toBe(200);
    const { scores, cutSets } = answerOf(reply);
    expect(cutSets).toHaveLength(1);
    expect([setsOf(cutSets[0]?.before ?? []), setsOf(cutSets[0]?.after ?? [])]).toEqual([
      ['Host', 'Hoster'],
      [],
    ]);
    const moved = scores.find(({ providerName }) => providerName === 'Vendor A');
    expect(moved?.useCaseName).toBe('U1');
    expect(moved?.before?.gates).toContain('G5');
    expect(moved?.after?.gates).not.toContain('G5');
  });

  it('with a new model in place of another: its provider is another one, and scores come and go', async () => {
    const reply = await compare({
      addComponents: [
        {
          ref: 'own',
          name: 'Own model',
          kind: 'language_model',
          providerId: id['vb'],
          deployment: 'multi_tenant_saas',
        },
      ],
      replaceComponents: [{ componentId: id['a'], byId: 'own' }],
    });
    const { scores, concentration } = answerOf(reply);
    const gone = scores
      .filter(({ after }) => after === null)
      .map(({ useCaseName, providerName }) => [useCaseName, providerName]);
    expect(gone.sort()).toEqual([
      ['U1', 'Vendor A'],
      ['U2', 'Vendor A'],
    ]);
    const shares = (side: 'before' | 'after'): string[] =>
      concentration[side].effective.shares.map(({ node }) => node.name);
    expect(shares('before')).toContain('Vendor A');
    expect(shares('after')).not.toContain('Vendor A');
  });

  it('without a component: what needs it is stopped with nothing failed', async () => {
    const { cutSets } = answerOf(await compare({ removeComponentIds: [id['a']] }));
    expect(cutSets.find(({ useCaseName }) => useCaseName === 'U2')?.after).toEqual([{ nodes: [] }]);
  });

  it('of nothing changes nothing, and nothing is stored by any', async () => {
    const before = await app.owner.query('SELECT max(id) FROM history.change');
    const reply = await compare({});
    expect(reply.json).toMatchObject({ scores: [], cutSets: [] });
    const { before: was, after: is } = reply.json['graphHash'] as unknown as Record<string, string>;
    expect(was).toBe(is);
    expect((await app.owner.query('SELECT max(id) FROM history.change')).rows).toEqual(before.rows);
  });

  it('names the use cases alone that its asker sees', async () => {
    const outsider = await app.person({ roles: ['risk_officer'], legalEntityIds: [id['other'] as string] });
    const { scores, cutSets } = answerOf(
      await compare({ removeComponentIds: [id['a']] }, { key: outsider.key }),
    );
    expect([...scores, ...cutSets].map(({ useCaseName }) => useCaseName)).toEqual(
      expect.not.arrayContaining(['U1']),
    );
    expect(cutSets).toHaveLength(1);
  });

  it('takes no use case of another legal entity, nor what it requires, and requirements of components', async () => {
    const insider = await app.person({ roles: ['risk_officer'], legalEntityIds: [id['firm'] as string] });
    const asInsider = (body: object): Promise<Reply> => compare(body, { key: insider.key });
    const refused = await asInsider({
      removeRequirementIds: [id['u2Needs']],
      addRequirements: [{ of: id['u2'] }],
    });
    expect([refused.status, refused.json['errors']]).toEqual([
      422,
      ['/removeRequirementIds/0', '/addRequirements/0/of'].map((pointer) =>
        expect.objectContaining({ pointer, code: 'unknown-reference' }),
      ),
    ]);
    const own = { removeRequirementIds: [id['aNeeds']], addRequirements: [{ of: id['u1'] }] };
    expect((await asInsider(own)).status).toBe(200);
    expect((await compare({ removeRequirementIds: [id['u2Needs']] })).status).toBe(200);
  });

  it.each([
    [
      { removeComponentIds: ['01935a00-0000-7000-8000-0000000000ff'] },
      '/removeComponentIds/0',
      'unknown-reference',
    ],
    [
      { replaceComponents: [{ componentId: 'x', byId: 'y' }] },
      '/replaceComponents/0/componentId',
      'unknown-reference',
    ],
    [{ addRequirements: [{ of: 'x' }] }, '/addRequirements/0/of', 'unknown-reference'],
    [
      {
        addComponents: [{ ref: 'n', name: 'N', kind: 'library' }],
        addRequirements: [{ of: 'n', alternatives: [{ componentId: 'n' }] }],
      },
      '/addRequirements/0/alternatives/0/componentId',
      'self-reference',
    ],
    [{ addComponents: [{ ref: '1', name: 'N', kind: 'library' }] }, '/addComponents/0/ref', 'reference'],
    [
      {
        addComponents: [
          { ref: 'n', name: 'N', kind: 'library' },
          { ref: 'n', name: 'M', kind: 'library' },
        ],
      },
      '/addComponents/1/ref',
      'unique',
    ],
    [{ maxOrder: 4 }, '/maxOrder', 'range'],
    [{ colour: 'red' }, '/colour', 'unknown-field'],
    [
      {
        addComponents: [{ ref: 'n', name: 'N', kind: 'library' }],
        addRequirements: [
          {
            of: 'n',
            required: 2,
            alternatives: [{ componentId: 'm' }, { componentId: 'm' }],
          },
        ],
      },
      '/addRequirements/0/alternatives/1/componentId',
      'unique',
    ],
    [
      {
        addRequirements: [
          {
            of: 'n',
            alternatives: [
              { componentId: 'm', fallbackEvidence: 'tested_in_tolerance', testedOn: '2099-01-01' },
            ],
          },
        ],
      },
      '/addRequirements/0/alternatives/0/testedOn',
      'not-in-future',
    ],
    [
      {
        replaceComponents: [
          { componentId: 'x', byId: 'y' },
          { componentId: 'x', byId: 'z' },
        ],
      },
      '/replaceComponents/1/componentId',
      'unique',
    ],
    [
      {
        removeComponentIds: ['01935a00-0000-7000-8000-0000000000ff'],
        replaceComponents: [{ componentId: 'x', byId: '01935a00-0000-7000-8000-0000000000ff' }],
      },
      '/replaceComponents/0/byId',
      'contradiction',
    ],
    [
      {
        removeComponentIds: ['01935a00-0000-7000-8000-0000000000ff'],
        addRequirements: [
          { of: 'x', alternatives: [{ componentId: '01935a00-0000-7000-8000-0000000000ff' }] },
        ],
      },
      '/addRequirements/0/alternatives/0/componentId',
      'contradiction',
    ],
  ])('is refused with the place of the mistake: %j', async (body, pointer, code) => {
    const reply = await compare(body);
    expect(reply.status).toBe(422);
    expect(reply.json['errors']).toContainEqual(expect.objectContaining({ pointer, code }));
  });
});

describe('the concentration of a scenario', () => {
  it.each(['provider', 'component', 'hosting', 'region'])(
    'by %s is that of the register, to which planned use cases add nothing',
    async (axis) => {
      const register = new RegisterWriter(app.owner);
      const vendor = await register.provider(`Vendor of what is planned, ${axis}`);
      const planned = await register.useCase(`Planned, ${axis}`, 'T1', id['firm'] as string, {
        status: 'planned',
      });
      const parts = await Promise.all(
        ['region', 'language_model'].map((kind) => register.component(`${kind}, ${axis}`, kind, vendor)),
      );
      for (const component of parts) await register.requires({ useCase: planned }, [{ component }]);

      const kept = await app.send('risk_officer', 'GET', `/api/v1/concentration?axis=${axis}`);
      const { before, after } = (await compare({ axis })).json['concentration'] as unknown as Record<
        string,
        Record<string, object>
      >;
      for (const view of ['declared', 'effective']) {
        const { shares: _shares, ...measures } = kept.json[view] as unknown as Record<string, unknown>;
        expect(before?.[view]).toMatchObject(measures);
        expect(after?.[view]).toMatchObject(measures);
      }
    },
  );
});
