import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Reply } from '../harness/app.js';
import { AssessmentApp } from '../harness/assessment-app.js';
import { over, sendLink } from '../harness/link-app.js';

/** Above the limit of one link, so that it is not that of addresses which is met. */
const LIMIT = 60;

let at: AssessmentApp;
beforeAll(async () => {
  at = await AssessmentApp.start({ RATE_LIMIT_PER_MINUTE: '600', TRUST_PROXY: '1' });
});
afterAll(() => at.app.close());

let address = 0;
/** Each request from another address of the network. */
const from = (): string => `198.51.${100 + (++address >> 8)}.${address & 255}`;
async function tokenOf(): Promise<string> {
  const link = await sendLink(at, await at.begin({ method: 'provider_answers' }), {});
  return String(link.json['token']);
}
const question = '/answers/named_ai_team';

describe('the limit of one link', () => {
  it('refuses what comes over it beyond, from whatever addresses, and says when to come back', async () => {
    const [token, other] = [await tokenOf(), await tokenOf()];
    const statuses: number[] = [];
    for (let sent = 0; sent < LIMIT; sent++) {
      statuses.push((await over(at.app, token, 'GET', '', { from: from() })).status);
    }
    expect(statuses).toEqual(statuses.map(() => 200));
    const replies: Reply[] = [
      await over(at.app, token, 'GET', '', { from: from() }),
      await over(at.app, token, 'PUT', question, { body: { value: 'yes' }, from: from() }),
      await over(at.app, token, 'POST', '/submit', { from: from() }),
    ];
    for (const { status, json, headers } of replies) {
      expect([status, json['type'], json['title']]).toEqual([
        ...[429, '/problems/too-many-requests', 'Too many requests'],
      ]);
      expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60);
    }
    // Other links are not touched by it, and nothing was kept of what was refused.
    const opened = await over(at.app, other, 'GET', '', { from: from() });
    expect([opened.status, opened.json['answers']]).toEqual([200, []]);
  });

  it('is met by an upload before anything of the document is read, and told in the language of the reader', async () => {
    const token = await tokenOf();
    await over(at.app, token, 'PUT', question, { body: { value: 'yes' }, from: from() });
    for (let sent = 1; sent < LIMIT; sent++) await over(at.app, token, 'GET', '', { from: from() });
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(10)]), 'report.pdf');
    const response = await fetch(`${at.app.url}/api/v1/questionnaire${question}/documents`, {
      method: 'POST',
      headers: { 'questionnaire-token': token, 'x-forwarded-for': from(), 'accept-language': 'zh-Hant' },
      body: form,
    });
    const problem = (await response.json()) as Record<string, unknown>;
    expect([response.status, problem['title']]).toEqual([429, '請求過多']);
    const { rows } = await at.app.owner.query<{ count: string }>(
      'SELECT count(*) FROM evidence WHERE name = $1',
      ['report.pdf'],
    );
    expect(rows).toEqual([{ count: '0' }]);
  });

  it('is beside that of the address, which holds for tokens that open nothing', async () => {
    const wrong = `upl_${'A'.repeat(43)}`;
    const same = from();
    const statuses: number[] = [];
    for (let sent = 0; sent <= LIMIT; sent++) {
      statuses.push((await over(at.app, wrong, 'GET', '', { from: same })).status);
    }
    expect(statuses.slice(0, LIMIT)).toEqual(Array.from({ length: LIMIT }, () => 401));
    expect(statuses.at(-1)).toBe(429);
    const { rows } = await at.app.owner.query<{ key: string }>(
      `SELECT key FROM rate_limit WHERE key LIKE '%link%'`,
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ key }) => !/^requests:link:[0-9a-f-]{36}$/.test(key))).toEqual([]);
  });
});
