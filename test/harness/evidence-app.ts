import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { type Reply, startApp, type TestApp } from './app.js';
import { RegisterWriter } from './register.js';

export const EVIDENCE = '/api/v1/evidence';
export const NOW = '2026-12-01T02:00:00Z';
export type As = Parameters<TestApp['send']>[0];

/** The smallest thing that is a PDF by its content. */
export const pdf = (text = 'one'): Buffer => Buffer.from(`%PDF-1.7\n% ${text}\n%%EOF\n`);

/** A register, and documents that are uploaded to it. */
export class EvidenceApp {
  readonly register: RegisterWriter;
  firm = '';
  other = '';
  vendor = '';
  /** Sees the other legal entity alone. */
  local = { id: '', key: '' };

  private constructor(readonly app: TestApp) {
    this.register = new RegisterWriter(app.owner);
  }

  static async start(environment: Record<string, string> = {}): Promise<EvidenceApp> {
    const started = new EvidenceApp(await startApp(environment));
    const { app, register } = started;
    await app.setClock(NOW);
    started.firm = await register.legalEntity('Firm');
    started.other = await register.legalEntity('Other');
    started.vendor = await register.provider('Vendor');
    started.local = await app.person({ roles: ['procurement'], legalEntityIds: [started.other] });
    return started;
  }

  async upload(
    content: Buffer | Blob = pdf(),
    fields: Record<string, string> = {},
    { as = 'procurement', fileName = 'report.pdf', headers = {} }: UploadOptions = {},
  ): Promise<Reply> {
    const form = new FormData();
    for (const [name, value] of Object.entries({ name: 'Report', ...fields })) form.append(name, value);
    form.append('file', content instanceof Blob ? content : new Blob([new Uint8Array(content)]), fileName);
    return this.send(as, form, headers);
  }

  async send(as: As, body: FormData | string, headers: Record<string, string> = {}): Promise<Reply> {
    const key = as === null ? null : typeof as === 'string' ? this.app.keys[as] : as.key;
    const response = await fetch(this.app.url + EVIDENCE, {
      method: 'POST',
      headers: { ...(key === null ? {} : { authorization: `Bearer ${key}` }), ...headers },
      body,
    });
    const text = await response.text();
    const json = (text === '' ? null : JSON.parse(text)) as Reply['json'];
    const etag = response.headers.get('etag') ?? '';
    return { status: response.status, headers: response.headers, text, json, etag };
  }

  get(path = '', as: As = 'auditor'): Promise<Reply> {
    return this.app.send(as, 'GET', EVIDENCE + path);
  }

  async download(
    id: string,
    as: As = 'auditor',
  ): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
    const key = typeof as === 'string' ? this.app.keys[as] : (as?.key ?? '');
    const response = await fetch(`${this.app.url}${EVIDENCE}/${id}/content`, {
      headers: { authorization: `Bearer ${key}` },
    });
    return {
      status: response.status,
      headers: response.headers,
      bytes: Buffer.from(await response.arrayBuffer()),
    };
  }

  /** Files that came in and were not dropped. */
  async left(): Promise<string[]> {
    return readdir(join(this.app.dataDir, 'incoming')).catch(() => []);
  }

  /** Files that are kept on the disk. */
  async kept(): Promise<string[]> {
    const folder = join(this.app.dataDir, 'evidence');
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  }
}

interface UploadOptions {
  as?: As;
  fileName?: string;
  headers?: Record<string, string>;
}

/** A zip archive of entries that unpack to so many zeros, or to a text. */
export function zip(entries: Record<string, string | number>): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const plain = typeof content === 'number' ? Buffer.alloc(content) : Buffer.from(content);
    const packed = deflateRawSync(plain);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(crc32(plain), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(plain.length, 18);
    shared.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), shared, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    centrals.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), shared, place, Buffer.from(name)]),
    );
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(locals.length, 4);
  end.writeUInt16LE(locals.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, central, Buffer.from('PK\u0005\u0006'), end]);
}

function crc32(data: Buffer): number {
  let crc = ~0;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

/** A document of a word processor, as far as its content type goes. */
export const docx = (more: Record<string, string | number> = {}): Buffer =>
  zip({
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    'word/document.xml': '<w:document/>',
    ...more,
  });

/** Uploads a small document and returns its id. */
export async function documentOf(app: TestApp, fields: Record<string, string> = {}): Promise<string> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ name: 'Proof', ...fields })) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(pdf())]), 'proof.pdf');
  const response = await fetch(app.url + EVIDENCE, {
    method: 'POST',
    headers: { authorization: `Bearer ${app.keys.procurement}` },
    body: form,
  });
  return ((await response.json()) as { id: string }).id;
}
