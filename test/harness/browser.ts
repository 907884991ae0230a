import { createHmac } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import type { Reply, RequestOptions, TestApp } from './app.js';

/** Somebody at a browser: keeps cookies, and sends what our console sends with a change. */
export class Browser {
  readonly cookies = new Map<string, string>();
  /** The Set-Cookie headers of the last answer. */
  lastCookies: string[] = [];

  constructor(private readonly url: string) {}

  async send(
    method: string,
    path: string,
    { body, headers, ifMatch }: RequestOptions = {},
    options: { forged?: boolean } = {},
  ): Promise<Reply> {
    const response = await fetch(path.startsWith('http') ? path : this.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.cookies.size === 0 ? {} : { cookie: this.cookieHeader() }),
        ...(options.forged || method === 'GET' ? {} : { 'x-underpin-request': '1' }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    this.lastCookies = response.headers.getSetCookie();
    for (const line of this.lastCookies) this.#keep(line);
    const text = await response.text();
    const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: (isJson && text !== '' ? JSON.parse(text) : null) as Reply['json'],
      etag: response.headers.get('etag') ?? '',
    };
  }

  cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  signIn(email: string, password: string): Promise<Reply> {
    return this.send('POST', '/api/v1/auth/sign-in', { body: { email, password } });
  }

  get signedIn(): Promise<boolean> {
    return this.send('GET', '/api/v1/auth/session').then(({ status }) => status === 200);
  }

  #keep(line: string): void {
    const [pair = ''] = line.split(';');
    const name = pair.slice(0, pair.indexOf('='));
    if (/max-age=0/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, pair.slice(name.length + 1));
  }
}

export const PASSWORD = 'five quiet herons at dawn';

export interface Member {
  id: string;
  email: string;
  password: string;
  browser: Browser;
}

let count = 0;

/** Invites somebody by the API, reads the mail, accepts, and signs in. */
export async function newMember(app: TestApp, input: object = {}): Promise<Member> {
  const email = `member${++count}@example.com`;
  const invited = await app.send('admin', 'POST', '/api/v1/users', {
    body: { email, name: `Member ${count}`, roles: ['procurement'], entityScope: 'all', ...input },
  });
  if (invited.status !== 201) throw new Error(`not invited: ${invited.text}`);
  const token = await tokenFor(app, email);
  const browser = new Browser(app.url);
  const accepted = await browser.send('POST', '/api/v1/auth/invitation/accept', {
    body: { token, password: PASSWORD },
  });
  if (accepted.status !== 204) throw new Error(`not accepted: ${accepted.text}`);
  const signedIn = await browser.signIn(email, PASSWORD);
  if (signedIn.status !== 200) throw new Error(`not signed in: ${signedIn.text}`);
  return { id: String(invited.json['id']), email, password: PASSWORD, browser };
}

/** The mails that lie in the outbox for an address, oldest first. */
export async function mailsTo(app: TestApp, email: string): Promise<ParsedMail[]> {
  const folder = join(app.dataDir, 'outbox');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'));
  const mails = await Promise.all(
    names.map(async (name) => simpleParser(await readFile(join(folder, name)))),
  );
  const ofAddress = mails.filter((mail) => [mail.to].flat().some((to) => to?.text === email));
  // Message-IDs end in a UUIDv7: they sort by the moment of writing, whatever the clock says.
  const moment = (mail: ParsedMail): string =>
    /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(mail.messageId ?? '')?.[0] ?? '';
  return ofAddress.sort((a, b) => (moment(a) < moment(b) ? -1 : 1));
}

/** The latest token that was mailed to an address; waits until there are `atLeast` mails with one. */
export async function tokenFor(app: TestApp, email: string, atLeast = 1): Promise<string> {
  const links = await eventually(async () => {
    const found = (await mailsTo(app, email)).flatMap(
      ({ text }) => /^([\w-]{43})$/m.exec(text ?? '')?.[1] ?? [],
    );
    return found.length >= atLeast ? found : null;
  });
  return links.at(-1) as string;
}

/** Asks again until there is an answer; fails after ten seconds. */
export async function eventually<T>(ask: () => Promise<T | null>): Promise<T> {
  const until = Date.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (Date.now() > until) throw new Error('it never came about');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A time-based one-time code by the text of RFC 6238 and RFC 4226, from an otpauth address; `steps` of 30 s from now. */
export function totp(uri: string, steps = 0): string {
  const key = base32(new URL(uri).searchParams.get('secret') ?? '');
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = (mac[19] as number) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

function base32(text: string): Buffer {
  const bits = [...text.replace(/=+$/, '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from(bits.match(/.{8}/g)?.map((byte) => parseInt(byte, 2)) ?? []);
}
