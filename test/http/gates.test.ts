import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ScoreKeeper } from '../../src/modules/scoring/scoring.public.js';
import { startApp, type TestApp } from '../harness/app.js';
import { registerSecondFirm, type SecondFirm } from '../harness/second-firm.js';
import { EXAMPLES, type Golden, requestOf } from '../harness/worked-examples.js';

let app: TestApp;
let firm: SecondFirm;
beforeAll(async () => {
  app = await startApp();
  firm = await registerSecondFirm(app);
  await app.nest.get(ScoreKeeper).keep();
});
afterAll(() => app.close());

interface ShownGate {
  code: string;
  floor: number;
  block: string | null;
  because: { code: string; text: string }[];
  records?: { type: string; id: string; name: string; version: number; observedOn: string | null }[];
}
type Language = 'en' | 'zh-HK';

async function gatesOf(path: string, language: Language = 'en'): Promise<ShownGate[]> {
  const { json } = await app.send('auditor', 'GET', path, { headers: { 'accept-language': language } });
  return json['gates'] as unknown as ShownGate[];
}

/** One gate as the second firm's subject shows it. */
interface Open {
  code: string;
  floor: number;
  block?: 'approval' | 'go_live';
  en: string[];
  zh: string[];
  /** The records behind it, by the firm's slugs, and which of them the subject's own facts are. */
  records: string[];
}

/** Gates whose facts the register holds: they open, and close, by what is recorded. */
const BY_THE_REGISTER: Open[] = [
  {
    ...{ code: 'G1', floor: 60, records: ['exploited', 'library'] },
    en: ['North library: CVE-2026-41001 is exploited, or not known not to be.'],
    zh: ['北方程式庫：CVE-2026-41001 已被利用，或不知道是否已被利用。'],
  },
  {
    ...{ code: 'G4', floor: 35, records: ['advice', 'library', 'north'] },
    en: ['Data of the class “personal” on machines of others; training use: unknown.'],
    zh: ['「個人資料」類資料存於他人的系統；用於訓練：資料不足。'],
  },
  {
    ...{ code: 'G5', floor: 35, records: ['advice', 'edge'] },
    en: ['It stops when Harbour edge network alone fails.'],
    zh: ['單是 海港邊緣網絡 失效，便會停止。'],
  },
  {
    ...{ code: 'G8', floor: 35, records: ['edge'] },
    en: ['Several high-risk uses stop when Harbour edge network fails.'],
    zh: ['海港邊緣網絡 失效會令多個高風險用例停止。'],
  },
];

/**
 * Gates that ask for what no resource holds yet (controls, validations, assessments, plans, decisions), or what nobody has
 * recorded of this firm (terms, indemnities, tasks): they stand open because nobody has stated it.
 */
const BY_SILENCE: Open[] = [
  {
    ...{ code: 'G2', floor: 60, block: 'approval', records: ['advice'] },
    en: ['No human in the loop is recorded as designed.'],
    zh: ['沒有記錄顯示設計上安排了人員檢視輸出內容。'],
  },
  {
    ...{ code: 'G3', floor: 35, records: ['advice'] },
    en: ['Territory: unknown.'],
    zh: ['適用地區：資料不足。'],
  },
  {
    ...{ code: 'G6', floor: 35, records: ['advice'] },
    en: [
      'No indemnity or protective measure for intellectual property is recorded.',
      'No indemnity or protective measure for privacy is recorded.',
    ],
    zh: ['知識產權方面沒有任何彌償或保障措施的記錄。', '私隱方面沒有任何彌償或保障措施的記錄。'],
  },
  {
    ...{ code: 'G7', floor: 35, records: ['advice', 'library', 'north', 'northVendor'] },
    en: ['Less than 50% of what the score asks for is known.'],
    zh: ['評分所需資料中，已知的少於 50%。'],
  },
  {
    ...{ code: 'G9', floor: 60, block: 'approval', records: ['advice'] },
    en: ['Validation: unknown.'],
    zh: ['驗證：資料不足。'],
  },
  {
    ...{ code: 'G10', floor: 35, records: ['advice', 'northVendor'] },
    en: ['Due diligence: unknown.'],
    zh: ['盡職審查：資料不足。'],
  },
  {
    ...{ code: 'G11', floor: 35, records: ['advice'] },
    en: ['Contingency plan: unknown.'],
    zh: ['應變計劃：資料不足。'],
  },
  {
    ...{ code: 'G12', floor: 15, records: [] },
    en: ['Allocation of tasks: unknown.'],
    zh: ['職責分配：資料不足。'],
  },
  {
    ...{ code: 'G13', floor: 0, block: 'go_live', records: ['advice'] },
    en: ['Decision on notification: unknown.'],
    zh: ['通知的決定：資料不足。'],
  },
];

describe('one subject of a second firm', () => {
  it('has every gate open, and is reported at the highest floor or above', async () => {
    const { json } = await app.send('auditor', 'GET', firm.subject);
    const open = json['gates'] as unknown as ShownGate[];
    expect(open.map(({ code }) => code)).toEqual(Array.from({ length: 13 }, (_, i) => `G${i + 1}`));
    expect(json['reported']).toBeGreaterThanOrEqual(60);
    expect([...BY_THE_REGISTER, ...BY_SILENCE].map(({ code }) => code).sort()).toEqual(
      open.map(({ code }) => code).sort(),
    );
  });

  it.each([
    ...BY_THE_REGISTER.map((gate) => [gate.code, 'what is recorded', gate] as const),
    ...BY_SILENCE.map((gate) => [gate.code, 'what nothing holds yet', gate] as const),
  ])('explains %s by %s, in both languages, with the records behind it', async (code, _by, wanted) => {
    const english = (await gatesOf(firm.subject)).find((gate) => gate.code === code);
    const chinese = (await gatesOf(firm.subject, 'zh-HK')).find((gate) => gate.code === code);
    expect(english).toMatchObject({ floor: wanted.floor, block: wanted.block ?? null });
    expect(english?.because.map(({ text }) => text)).toEqual(wanted.en);
    expect(chinese?.because.map(({ text }) => text)).toEqual(wanted.zh);
    const slug = Object.fromEntries(Object.entries(firm.id).map(([name, id]) => [id, name]));
    expect(english?.records?.map(({ id }) => slug[id]).sort()).toEqual(wanted.records);
    for (const { id, type, version, observedOn } of english?.records ?? []) {
      const paths: Record<string, string> = {
        use_case: 'use-cases',
        provider: 'providers',
        component: 'components',
        component_vulnerability: `components/${firm.id['library']}/vulnerabilities`,
      };
      const { etag, json } = await app.send('auditor', 'GET', `/api/v1/${paths[type]}/${id}`);
      expect(json['id']).toBe(id);
      expect(`"${version}"`).toBe(etag);
      expect(observedOn).toBe(json['foundOn'] ?? null);
    }
  });

  describe('closes a gate by the fact that opened it', () => {
    const openNow = async (): Promise<string[]> => {
      await app.nest.get(ScoreKeeper).keep();
      return (await gatesOf(firm.subject)).map(({ code }) => code);
    };
    async function change(path: string, body: object): Promise<void> {
      const { etag } = await app.send('risk_officer', 'GET', path);
      expect((await app.send('risk_officer', 'PATCH', path, { body, ifMatch: etag })).status).toBe(200);
    }

    const findings = () => `/api/v1/components/${firm.id['library']}/vulnerabilities`;
    const today = () => new Date().toISOString().slice(0, 10);

    it.each(['not_affected', 'fixed'])(
      'G1 by a VEX statement of %s, until that is taken back',
      async (vex) => {
        const path = `${findings()}/${firm.id['exploited']}`;
        await change(path, { vex, source: 'https://vendor.example/vex', note: 'Checked against the build.' });
        expect(await openNow()).not.toContain('G1');
        await change(path, { vex: 'unknown' });
        expect(await openNow()).toContain('G1');
      },
    );

    it('G1 of a malicious version by no VEX statement, and by the day of its remedy', async () => {
      const path = `${findings()}/${firm.id['exploited']}`;
      await change(path, { vex: 'not_affected', malicious: 'yes' });
      expect(await openNow()).toContain('G1');
      const [gate] = await gatesOf(firm.subject);
      expect(gate?.because.map(({ code }) => code)).toEqual(['malicious_version']);
      await change(path, { remediatedOn: today() });
      expect(await openNow()).not.toContain('G1');
    });

    it('G1 by nothing but the remedy, when the same finding is recorded anew as milder', async () => {
      const figures = async () => {
        await app.nest.get(ScoreKeeper).keep();
        const { json } = await app.send('auditor', 'GET', firm.subject);
        const components = json['components'] as unknown as { id: string; score: number }[];
        const ofLibrary = components.find(({ id }) => id === firm.id['library'])?.score;
        return { ...json, ofLibrary } as unknown as Record<string, number>;
      };
      const remedied = await figures();
      const path = `${findings()}/${firm.id['exploited']}`;
      const { etag } = await app.send('risk_officer', 'GET', path);
      expect((await app.send('risk_officer', 'DELETE', path, { ifMatch: etag })).status).toBe(204);
      const anew = {
        ...{ identifier: 'CVE-2026-41001', foundOn: today(), knownExploited: 'no', malicious: 'no' },
        ...{ vex: 'affected', severity: { version: 'cvss_3_1', score: 9.8 }, epss: 0.4 },
      };
      expect((await app.send('procurement', 'POST', findings(), { body: anew })).status).toBe(201);
      const found = await figures();
      for (const figure of ['inherent', 'residual', 'projected', 'reported']) {
        expect([figure, found[figure]! >= remedied[figure]!]).toEqual([figure, true]);
      }
      expect(found['ofLibrary']).toBeGreaterThan(remedied['ofLibrary']!);
    });

    it('G4 by data that is not personal', async () => {
      await change(`/api/v1/use-cases/${firm.id['advice']}`, { dataClasses: ['internal'] });
      expect(await openNow()).not.toContain('G4');
    });

    it('G5 and G8 by an edge network of its own for the second vendor', async () => {
      expect(await openNow()).toEqual(expect.arrayContaining(['G5', 'G8']));
      const post = (path: string, body: object) =>
        app.send('procurement', 'POST', `/api/v1${path}`, { body });
      const other = await post('/providers', { name: 'Other edge', ultimateParentStatus: 'none' });
      const edge = await post('/components', {
        ...{ name: 'Other edge network', kind: 'network_edge', deployment: 'multi_tenant_saas' },
        ...{ providerId: other.json['id'], substitutability: 'medium' },
      });
      const dependentId = edge.json['id'];
      await post('/requirements', {
        ...{ dependentType: 'component', dependentId, label: 'End of the chain', upstreamDisclosed: 'yes' },
      });
      await change(`/api/v1/requirements/${firm.id['ofSouth']}`, {
        alternatives: [{ componentId: dependentId }],
      });
      const open = await openNow();
      expect(open).not.toContain('G5');
      expect(open).not.toContain('G8');
    });

    it('those of high risk alone by a lower tier', async () => {
      await change(`/api/v1/use-cases/${firm.id['advice']}`, {
        ...{ purposes: ['other'], recipients: ['internal'], clientsInteract: 'no', affectsClients: 'no' },
      });
      const open = await openNow();
      expect(open).toEqual(['G3', 'G7', 'G10', 'G12']);
      expect((await gatesOf(firm.subject)).find(({ code }) => code === 'G10')?.floor).toBe(15);
    });
  });
});

/** The worked example on which no gate is open, with one finding stated: what a later record will say. */
const base = EXAMPLES[0] as Golden;
const onHost = { ...base.graph, useCases: { U1: 'T1', U2: 'T1', U3: 'T1', U4: 'T4' } } as Golden['graph'];
const oneHost = EXAMPLES.find(({ id }) => id === 'W1')?.graph;
const exploited = (knownExploited: string) => {
  const [first, ...others] = base.facts?.['components'] as object[];
  const vulnerability = { id: 'CVE-2026-1', cvss: 5, epss: 0.2, kev: knownExploited, vex: 'affected' };
  return { components: [{ ...first, vulnerabilities: [vulnerability] }, ...others] };
};
const unreviewed = { M: { ...base.controls?.['M'], humanInTheLoop: [0.5, 0.5] } };
const unrecorded = { D: {}, M: base.controls?.['M'] ?? {}, L: {}, S: {}, P: {} };

const STATED: [string, number, Partial<Golden>, string, string][] = [
  ['G1', 60, { facts: exploited('yes') }, 'model-A: CVE-2026-1 is exploited', 'model-A：CVE-2026-1 已被利用'],
  [
    'G2',
    60,
    { controls: unreviewed },
    'No human in the loop is recorded as designed.',
    '沒有記錄顯示設計上安排了人員檢視輸出內容。',
  ],
  ['G3', 35, { facts: { territory: 'unsupported' } }, 'Territory: not supported.', '適用地區：不支援。'],
  [
    ...(['G4', 35, { facts: { dataClasses: ['personal'], trainingUse: 'opted_out' } }] as const),
    ...(['training use: opted out.', '「個人資料」類資料存於他人的系統；用於訓練：已選擇退出。'] as const),
  ],
  ['G5', 35, { graph: oneHost }, 'It stops when H alone fails.', '單是 H 失效，便會停止。'],
  [
    ...(['G6', 35, { facts: { privacyIndemnity: 'silent' } }] as const),
    ...([
      'No indemnity or protective measure for privacy is recorded.',
      '私隱方面沒有任何彌償或保障措施的記錄。',
    ] as const),
  ],
  ['G7', 15, { controls: unrecorded }, 'Less than 80% of what', '已知的少於 80%。'],
  [
    'G8',
    35,
    { graph: onHost },
    'Several high-risk uses stop when H fails.',
    'H 失效會令多個高風險用例停止。',
  ],
  ['G9', 60, { facts: { validation: 'expired' } }, 'Validation: expired.', '驗證：已過期。'],
  ['G10', 35, { facts: { dueDiligence: 'missing' } }, 'Due diligence: missing.', '盡職審查：欠缺。'],
  ['G11', 35, { facts: { contingencyPlan: 'draft' } }, 'Contingency plan: draft.', '應變計劃：草稿。'],
  [
    ...(['G12', 15, { facts: { responsibilityAllocation: 'unassigned' } }] as const),
    ...(['Allocation of tasks: a task is unassigned.', '職責分配：有職責未分配。'] as const),
  ],
  [
    'G13',
    0,
    { facts: { notificationDecision: 'none' } },
    'Decision on notification: none.',
    '通知的決定：沒有。',
  ],
];

describe('a subject that is stated in a request', () => {
  const ask = async (changed: Partial<Golden>, language: Language): Promise<ShownGate[]> => {
    const body = requestOf({ ...base, ...changed });
    const reply = await app.send('auditor', 'POST', '/api/v1/scoring/evaluate', {
      ...{ body, headers: { 'accept-language': language } },
    });
    expect([reply.status, reply.json['errors']]).toEqual([200, undefined]);
    return reply.json['gates'] as unknown as ShownGate[];
  };

  it('has no gate open where everything is known and good', async () => {
    expect(await ask({}, 'en')).toEqual([]);
  });

  it.each(STATED)(
    'has %s open alone, with floor %d, on its finding',
    async (code, floor, changed, en, zh) => {
      const english = await ask(changed, 'en');
      expect(english).toMatchObject([{ code, floor }]);
      expect(english[0]?.because[0]?.text).toContain(en);
      expect((await ask(changed, 'zh-HK'))[0]?.because[0]?.text).toContain(zh);
    },
  );

  it('has been tried for every gate', () => {
    expect(STATED.map(([code]) => code)).toEqual(Array.from({ length: 13 }, (_, i) => `G${i + 1}`));
  });
});
