import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../harness/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const register = (name: string) => app.send('procurement', 'POST', '/api/v1/providers', { body: { name } });

describe('a name', () => {
  it('is kept as it was typed, and is the same with one space between two words', async () => {
    const made = await register('Two\u00A0\u3000  words');
    expect([made.status, made.json['name']]).toEqual([201, 'Two\u00A0\u3000  words']);
    expect((await register('Two words')).status).toBe(409);
    expect((await register('Two\twords')).status).toBe(422);
  });

  it.each([
    ['a zero-width space', 'Open\u200BAI'],
    ['a joiner between Latin letters', 'Open\u200DAI'],
    ['a soft hyphen', 'Open\u00ADAI'],
    ['a word joiner', 'Open\u2060AI'],
    ['a mark of direction', 'Open\u200EAI'],
    ['a variation selector after a letter', 'Open\uFE0FAI'],
    ['a tag character', 'Open\u{E0041}AI'],
    ['a Hangul filler', '\u3164'],
    ['a blank Braille pattern', '\u2800\u2800'],
    ['a mark and nothing under it', '\u0301'],
  ])('is refused when it holds %s', async (_what, name) => {
    const refused = await register(name);
    expect(refused.status).toBe(422);
    expect(refused.json['errors']).toMatchObject([{ pointer: '/name', code: 'plain-text' }]);
  });

  it.each([
    ['joiners of scripts that need them', 'می\u200Cخواهم', 'क्\u200Dष'],
    ['variants of ideographs', '葛\u{E0100}城', '\u4FAE\uFE00'],
    ['emoji made of several', '👩\u200D💻', '❤\uFE0F'],
    ['punctuation alone', '…', '!?'],
  ])('may hold %s', async (_what, ...names) => {
    for (const name of names) expect([name, (await register(name)).status]).toEqual([name, 201]);
  });
});

describe('two names', () => {
  it.each([
    ['Model 4', 'Model 4\uFE0F'],
    ['中文模型', '中\uFE00文模型'],
    ['ا model', 'ا\u200C model'],
  ])('that look the same are the same: %s', async (name, other) => {
    expect((await register(name)).status).toBe(201);
    expect((await register(other)).json).toMatchObject({ type: '/problems/duplicate-name' });
  });
});

describe('a text of several lines', () => {
  it('keeps its lines and spaces, and says something', async () => {
    const note = (text: string) =>
      app.send('procurement', 'POST', '/api/v1/use-cases', { body: { name: 'x', benefit: text } });
    const codes = async (text: string) =>
      ((await note(text)).json['errors'] as unknown as { pointer: string; code: string }[])
        .filter(({ pointer }) => pointer === '/benefit')
        .map(({ code }) => code);
    expect(await codes('One\n  two  three')).toEqual([]);
    expect(await codes('\u0301')).toEqual(['plain-text']);
  });
});
