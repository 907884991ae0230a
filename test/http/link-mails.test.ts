import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { LinkMailSender } from '../../src/modules/diligence/link-mail.public.js';
import type { Reply } from '../harness/app.js';
import { AssessmentApp, idIn, NOW } from '../harness/assessment-app.js';
import { linksOf, over, sendLink } from '../harness/link-app.js';
import { type MailSink, type ReceivedMail, startMailSink } from '../harness/mail-sink.js';
import { errorsOf, itemsOf } from '../harness/replies.js';

let at: AssessmentApp;
let mail: MailSink;
beforeAll(async () => {
  mail = await startMailSink();
  at = await AssessmentApp.start({ SMTP_URL: mail.url, PUBLIC_URL: 'https://register.example' });
});
afterAll(async () => {
  await at.app.close();
  await mail.close();
});
beforeEach(async () => {
  await at.app.setClock(NOW);
  mail.received.length = 0;
  mail.reaction = 'accept';
});

const begin = (more: object = {}): Promise<Reply> => at.begin({ method: 'provider_answers', ...more });
const fresh = (): string => `team-${newId()}@vendor.example`;
const run = () => at.app.nest.get(LinkMailSender).run();
const tokenIn = ({ text }: ReceivedMail): string => /^upl_[\w-]{43}$/m.exec(text)?.[0] ?? 'none';
const opens = async (token: string): Promise<number> => (await over(at.app, token, 'GET')).status;
const mailOf = async (made: Reply, query = ''): Promise<unknown> =>
  (await linksOf(at, made, query))[0]?.['mail'];
/** Its time to try again has come. */
const again = (linkId: string, set = ''): Promise<unknown> =>
  at.app.owner.query(
    `UPDATE assessment_link_mail SET ${set} next_attempt_at = clock_timestamp() WHERE link_id = $1`,
    [linkId],
  );
async function actions(made: Reply): Promise<unknown[]> {
  const path = `/api/v1/audit-entries?resourceId=${idIn(made)}&limit=50`;
  return itemsOf(await at.app.send('auditor', 'GET', path)).map(({ action }) => action);
}
/** Whether a text stands anywhere in the database. */
async function isStored(text: string): Promise<boolean> {
  const { rows } = await at.app.owner.query<{ table: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS table FROM information_schema.tables
      WHERE table_schema IN ('public', 'history', 'audit', 'auth') AND table_type = 'BASE TABLE'`,
  );
  const found = rows.map(
    ({ table }) => `EXISTS (SELECT FROM ${table} t WHERE t::text LIKE '%' || $1 || '%')`,
  );
  const { rows: answers } = await at.app.owner.query<{ found: boolean }>(
    `SELECT ${found.join(' OR ')} AS found`,
    [text],
  );
  return answers[0]?.found ?? true;
}

describe('a link that is mailed', () => {
  it('goes to the provider alone: its token is in the mail, and nowhere else', async () => {
    const made = await begin({ dueOn: '2027-01-31' });
    const email = fresh();
    const link = await sendLink(at, made, { email });
    expect([link.status, link.json['token']]).toEqual([201, null]);
    expect(link.json['mail']).toEqual({ email, locale: 'en', state: 'pending', attempts: 0, sentAt: null });
    expect((await at.get(made)).json['state']).toBe('sent');
    const then = await at.app.instant();
    expect(await run()).toEqual({ sent: 1, failed: 0, dead: 0 });
    const [received] = mail.received as [ReceivedMail];
    expect(received).toMatchObject({
      ...{ to: email, subject: 'Questions from Firm about Vendor', language: 'en', date: new Date(NOW) },
      messageId: `<questionnaire-${idIn(link)}@underpin>`,
    });
    for (const said of [
      'Dear Security team,',
      '31 January 2027',
      'https://register.example/api/v1/questionnaire',
    ]) {
      expect(received.text).toContain(said);
    }
    const token = tokenIn(received);
    expect(await opens(token)).toBe(200);
    expect(await isStored(token)).toBe(false);
    expect(await isStored(email)).toBe(true);
    expect(await mailOf(made)).toMatchObject({ state: 'sent', attempts: 1, sentAt: expect.any(String) });
    expect(await mailOf(made, `&asOf=${then}`)).toMatchObject({ state: 'pending', sentAt: null });
    expect(await run()).toEqual({ sent: 0, failed: 0, dead: 0 });
    expect(await actions(made)).toEqual([
      ...['assessment.opened', 'assessment.link_mailed', 'assessment.sent', 'assessment.registered'],
    ]);
  });

  it('is written in the language that was asked for, with the names in it', async () => {
    await at.app.owner.query('UPDATE legal_entity SET name_zh_hant = $2 WHERE id = $1', [
      at.firm,
      '海港證券',
    ]);
    await at.app.owner.query('UPDATE provider SET name_zh_hant = $2 WHERE id = $1', [
      at.vendor,
      '示例供應商',
    ]);
    await sendLink(at, await begin(), { email: fresh(), locale: 'zh-Hant', recipient: '資訊保安組' });
    await run();
    const [received] = mail.received as [ReceivedMail];
    expect(received).toMatchObject({ subject: '海港證券 就 示例供應商 發出的問卷', language: 'zh-Hant' });
    expect(received.text).toContain('資訊保安組：');
    expect(received.text).toContain('有效期至 2026年12月31日');
    expect(await opens(tokenIn(received))).toBe(200);
  });

  it('is sent once under one key, by one of two at once, and by one of several workers', async () => {
    const made = await begin();
    const headers = { 'idempotency-key': newId() };
    const body = { email: fresh() };
    const first = await sendLink(at, made, body, { headers });
    const repeated = await sendLink(at, made, body, { headers });
    expect([first.status, repeated.status, repeated.text]).toEqual([201, 201, first.text]);
    const other = await begin();
    const both = await Promise.all([1, 2].map(() => sendLink(at, other, { email: fresh() })));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 412]);
    await Promise.all([run(), run(), run()]);
    expect(mail.received).toHaveLength(2);
    expect(await linksOf(at, made)).toHaveLength(1);
  });

  it('has no token to be passed on, and one that is passed on has no mail', async () => {
    const passed = await sendLink(at, await begin(), { email: null });
    expect(passed.json).toMatchObject({ token: expect.stringMatching(/^upl_/), mail: null });
    await run();
    expect(mail.received).toEqual([]);
  });
});

describe('a mail with a link that is not taken', () => {
  it('is tried again with another token, and all that may have arrived open the questions', async () => {
    const made = await begin();
    const link = idIn(await sendLink(at, made, { email: fresh() }));
    mail.reaction = 'refuse';
    expect(await run()).toEqual({ sent: 0, failed: 1, dead: 0 });
    expect(await run()).toEqual({ sent: 0, failed: 0, dead: 0 }); // its time has not come
    expect(await mailOf(made)).toMatchObject({ state: 'failed', attempts: 1, sentAt: null });
    mail.reaction = 'accept';
    await again(link);
    await run();
    // The answer of the mail server is lost: the same mail once more.
    await again(link, `state = 'failed', sent_at = NULL,`);
    await run();
    const [one, two] = mail.received as [ReceivedMail, ReceivedMail];
    expect(one.messageId).toBe(two.messageId);
    expect(tokenIn(one)).not.toBe(tokenIn(two));
    expect([await opens(tokenIn(one)), await opens(tokenIn(two))]).toEqual([200, 200]);
    await at.send('POST', `/${idIn(made)}/links/${link}/revoke`);
    expect([await opens(tokenIn(one)), await opens(tokenIn(two))]).toEqual([401, 401]);
  });

  it('is told of without the token, even where the mail server repeats it', async () => {
    const link = idIn(await sendLink(at, await begin(), { email: fresh() }));
    mail.reaction = 'refuse_quoting';
    await run();
    const { rows } = await at.app.owner.query<{ last_error: string }>(
      'SELECT last_error FROM assessment_link_mail WHERE link_id = $1',
      [link],
    );
    expect(rows[0]?.last_error).toContain('not liked: Dear Security team, ');
    expect(rows[0]?.last_error).toContain(' upl_… ');
    expect(rows[0]?.last_error).not.toMatch(/upl_\w/);
    await at.app.owner.query(`UPDATE assessment_link_mail SET state = 'cancelled' WHERE link_id = $1`, [
      link,
    ]);
  });

  it('is given up after the last attempt, which the audit log tells', async () => {
    const made = await begin();
    const link = idIn(await sendLink(at, made, { email: fresh() }));
    mail.reaction = 'refuse';
    await again(link, 'attempts = 23,');
    expect(await run()).toEqual({ sent: 0, failed: 0, dead: 1 });
    expect(await mailOf(made)).toMatchObject({ state: 'dead', attempts: 24 });
    mail.reaction = 'accept';
    await again(link);
    expect(await run()).toEqual({ sent: 0, failed: 0, dead: 0 });
    expect((await actions(made))[0]).toBe('assessment.link_mail_given_up');
    // A worker that died in its last attempt.
    const other = await begin();
    await again(idIn(await sendLink(at, other, { email: fresh() })), `attempts = 24, state = 'sending',`);
    expect(await run()).toEqual({ sent: 0, failed: 0, dead: 1 });
    expect((await actions(other))[0]).toBe('assessment.link_mail_given_up');
    expect(mail.received).toEqual([]);
  });
});

describe('a mail with a link that nobody needs any more', () => {
  it.each<[string, (made: Reply, link: Reply) => Promise<unknown>]>([
    ['was taken back', (made, link) => at.send('POST', `/${idIn(made)}/links/${idIn(link)}/revoke`)],
    ['has ended', () => at.app.setClock('2026-12-31T02:00:00Z')],
    [
      'opens an assessment that is gone',
      async (made) => {
        const { etag } = await at.get(made);
        await at.send('DELETE', `/${idIn(made)}`, undefined, { ifMatch: etag });
      },
    ],
  ])('as its link %s is not sent', async (_what, end) => {
    const made = await begin();
    const link = await sendLink(at, made, { email: fresh() });
    await end(made, link);
    expect(await run()).toEqual({ sent: 0, failed: 0, dead: 0 });
    expect(mail.received).toEqual([]);
    const { rows } = await at.app.owner.query<{ state: string }>(
      'SELECT state FROM assessment_link_mail WHERE link_id = $1',
      [idIn(link)],
    );
    expect(rows).toEqual([{ state: 'cancelled' }]);
  });
});

describe('a link that is not mailed', () => {
  it.each<[object, Record<string, string>]>([
    [{ email: 'vendor' }, { '/email': 'email' }],
    [{ email: 'a@b.hk, c@d.hk' }, { '/email': 'email' }],
    [{ email: 'a@b.hk\r\nBcc: c@d.hk' }, { '/email': 'plain-text' }],
    [{ email: `${'a'.repeat(260)}@b.hk` }, { '/email': 'too-long' }],
    [{ email: '保安@示例.香港' }, { '/email': 'email' }],
    [{ email: 7 }, { '/email': 'string' }],
    [{ email: 'a@b.hk', locale: 'fr' }, { '/locale': 'code' }],
    [{ locale: 'en' }, { '/locale': 'only-with' }],
  ])('to %j', async (body, errors) => {
    const made = await begin();
    const refused = await sendLink(at, made, body);
    expect([refused.status, errorsOf(refused)]).toMatchObject([422, errors]);
    expect(await linksOf(at, made)).toEqual([]);
    expect((await at.get(made)).json['state']).toBe('draft');
  });

  it('by who may not, or of what they do not see', async () => {
    const made = await begin();
    const body = { email: fresh() };
    expect((await sendLink(at, made, body, { as: 'auditor' })).status).toBe(403);
    expect((await sendLink(at, made, body, { as: at.local })).status).toBe(404);
    const stale = await sendLink(at, { ...made, etag: '"9"' }, body);
    expect(stale.status).toBe(412);
    await run();
    expect(mail.received).toEqual([]);
  });

  it('to an address that had five within the hour, whatever the limit of requests', async () => {
    const email = fresh();
    for (let sent = 0; sent < 5; sent++) {
      expect((await sendLink(at, await begin(), { email: email.toUpperCase() })).status).toBe(201);
    }
    const refused = await sendLink(at, await begin(), { email });
    expect([refused.status, refused.json['type']]).toEqual([429, '/problems/too-many-requests']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await sendLink(at, await begin(), { email: fresh() })).status).toBe(201);
    await run();
  });
});
