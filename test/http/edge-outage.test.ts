import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../harness/app.js';
import { registerSecondFirm } from '../harness/second-firm.js';

/** Two firms, each with two model vendors that look independent and stand behind one edge network. */
interface Firm {
  edge: string;
  edgeName: string;
  useCase: string;
  /** Names of the two models and their edge network, and what uses them. */
  en: string[];
  zh: string[];
}
let app: TestApp;
let demo: Firm;
let second: Firm;

beforeAll(async () => {
  app = await startApp({}, { demo: true });
  demo = {
    ...{
      edge: await idOf('components', 'Cloudflare'),
      useCase: await idOf('use-cases', 'Research drafting'),
    },
    edgeName: await nameOf('components', 'Cloudflare'),
    en: ['Research drafting', 'OpenAI API, direct', 'Anthropic Claude API, direct'],
    zh: ['投資研究撰稿', 'OpenAI API（直接連接）', 'Anthropic Claude API（直接連接）'],
  };
  const { id } = await registerSecondFirm(app);
  second = {
    ...{ edge: id['edge']!, edgeName: 'Harbour edge network', useCase: id['advice']! },
    en: ['Advice to clients', 'North model', 'South model'],
    zh: ['向客戶提供意見', '北方模型', '南方模型'],
  };
});
afterAll(() => app.close());

async function one(path: string, q: string): Promise<Record<string, string>> {
  const { json } = await app.send('auditor', 'GET', `/api/v1/${path}?q=${encodeURIComponent(q)}`);
  return (json['items'] as unknown as Record<string, string>[])[0] ?? {};
}
const idOf = async (path: string, q: string): Promise<string> => (await one(path, q))['id'] ?? '';
const nameOf = async (path: string, q: string): Promise<string> => (await one(path, q))['name'] ?? '';

interface Step {
  node: { id: string; name: string };
  kind: string;
  because: { name: string }[];
  text: string;
}
interface Stopped {
  id?: string;
  useCaseId?: string;
  stopped?: boolean;
  because: Step[];
}
const ask = (path: string, body: object, language: string) =>
  app.send('risk_officer', 'POST', `/api/v1${path}`, { body, headers: { 'accept-language': language } });

async function outage({ edge, useCase }: Firm, language = 'en'): Promise<Stopped | undefined> {
  const failed = [{ type: 'component', id: edge }];
  const { json } = await ask('/simulations/outage', { failed, hours: 4 }, language);
  return (json['useCases'] as unknown as Stopped[]).find(({ id }) => id === useCase);
}
async function standstill({ edge, useCase }: Firm, language = 'en'): Promise<Stopped | undefined> {
  const { json } = await ask('/scenarios/compare', { removeComponentIds: [edge] }, language);
  return (json['stopped'] as unknown as Stopped[]).find(({ useCaseId }) => useCaseId === useCase);
}
const namesOf = (found: Stopped | undefined): string[] => (found?.because ?? []).map(({ node }) => node.name);
const textOf = (found: Stopped | undefined): string =>
  (found?.because ?? []).map(({ text }) => text).join('\n');

describe.each([
  ['the demonstration', () => demo],
  ['a second firm', () => second],
])('of %s, the edge network', (_name, firm) => {
  it('stops both model vendors when it fails, and the use that was to go on with the second', async () => {
    const found = await outage(firm());
    expect(found?.stopped).toBe(true);
    const [useCase, first, other] = firm().en;
    const steps = Object.fromEntries((found?.because ?? []).map((step) => [step.node.name, step]));
    expect(steps[useCase!]?.because.map(({ name }) => name).sort()).toEqual([first, other].sort());
    for (const model of [first!, other!]) {
      expect(steps[model]?.because.map(({ name }) => name)).toEqual([firm().edgeName]);
    }
    expect(steps[firm().edgeName]?.kind).toBe('failed');
  });

  it('is the end of a path of which every hop is named, in words of both languages', async () => {
    const [english, chinese] = [await outage(firm()), await outage(firm(), 'zh-HK')];
    for (const name of [...firm().en, firm().edgeName]) expect(textOf(english)).toContain(name);
    for (const name of firm().zh) expect(textOf(chinese)).toContain(name);
    const [useCase, first, other] = firm().en;
    expect(english?.because[0]?.text).toBe(
      `${useCase} stops, because it cannot do without: ${first}, ${other}.`,
    );
    const [inChinese, firstInChinese, otherInChinese] = firm().zh;
    expect(chinese?.because[0]?.text).toBe(
      `${inChinese} 停止運作，因為不能缺少：${firstInChinese}、${otherInChinese}。`,
    );
    expect(textOf(english)).toMatch(/ fails\.$/);
    expect(textOf(chinese)).toMatch(/ 失效。$/);
  });

  it('brings both to a standstill in a scenario without it, by the same path', async () => {
    const [english, chinese] = [await standstill(firm()), await standstill(firm(), 'zh-HK')];
    expect(namesOf(english)).toEqual(namesOf(await outage(firm())));
    for (const name of [...firm().en, firm().edgeName]) expect(textOf(english)).toContain(name);
    for (const name of firm().zh) expect(textOf(chinese)).toContain(name);
    expect(textOf(english)).toMatch(/ is out of service\.$/);
    expect(textOf(chinese)).toMatch(/ 已停止服務。$/);
  });
});

it('a scenario that takes nothing away brings nothing to a standstill', async () => {
  expect((await ask('/scenarios/compare', {}, 'en')).json['stopped']).toEqual([]);
});
