import { Readable } from 'node:stream';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DomainError, type FieldError, invalid } from '../../kernel/domain-error.js';
import { NestLog } from '../../platform/logging.js';
import { isHarmless } from '../../platform/files/archive.js';
import { Clamd } from '../../platform/files/clamd.js';
import { ENDINGS, kindOf } from '../../platform/files/file-kind.js';
import type { LocalFile } from '../../platform/files/file-store.js';
import { Spool } from '../../platform/files/spool.js';
import type { Form } from '../../platform/http/multipart.js';
import { isPlainText } from '../../platform/http/plain-text.js';
import type { KeptFile } from './persistence/evidence.repository.js';

/** 100 MiB. */
export const MOST_BYTES = 100 * 1024 * 1024;
const MOST_NAME = 200;

/** A file that came in, was looked at and may be kept; on the local disk until it is. */
export interface Upload extends KeptFile, LocalFile {
  fileName: string;
}

const HOUR_MS = 3_600_000;

/** Takes files in, and lets nothing through that is not a document or may harm whoever opens it. */
@Injectable()
export class EvidenceUploads implements OnModuleInit {
  readonly #log = new NestLog();

  /** @param clamd null where no virus scanner is configured */
  constructor(
    private readonly spool: Spool,
    private readonly clamd: Clamd | null,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.spool.clear(HOUR_MS, Date.now());
  }

  /** Reads a form, looks at its file, and hands both on; the file is dropped when the work is done. */
  async receive<T>(
    form: Form,
    work: (fields: Record<string, string>, upload: Upload) => Promise<T>,
  ): Promise<T> {
    const taken: LocalFile[] = [];
    try {
      const { fields, file } = await form.read(async (stream, fileName) => {
        const local = await this.spool.take(stream);
        taken.push(local);
        return { ...local, fileName: fileName.normalize('NFC').trim() };
      });
      return await work(fields, await this.#lookedAt(file));
    } finally {
      for (const file of taken) await this.spool.drop(file);
    }
  }

  /** The same for a document that the product writes itself. */
  async write<T>(fileName: string, text: string, work: (upload: Upload) => Promise<T>): Promise<T> {
    const file = await this.spool.take(Readable.from([Buffer.from(text)]));
    try {
      return await work(await this.#lookedAt({ ...file, fileName }));
    } finally {
      await this.spool.drop(file);
    }
  }

  async #lookedAt(file: LocalFile & { fileName: string }): Promise<Upload> {
    const named = nameProblem(file.fileName);
    if (named) throw invalid(named);
    if (file.size === 0) throw refused('empty-file');
    const kind = await kindOf(file, file.fileName);
    if (kind === null) throw refused('file-kind', { endings: ENDINGS.join(', ') });
    if (kind.isArchive && !(await isHarmless(file.path, file.size))) throw refused('harmful-archive');
    const { mediaType } = kind;
    return { ...file, mediaType, scanState: await this.#scanned(file) };
  }

  async #scanned({ path }: LocalFile): Promise<KeptFile['scanState']> {
    if (this.clamd === null) return 'not_scanned';
    const verdict = await this.clamd.scan(path).catch((error: unknown) => {
      this.#log.error(error, EvidenceUploads.name);
      throw new DomainError('unavailable'); // what nobody has looked at is not taken
    });
    if (!verdict.clean) throw refused('infected-file', { signature: verdict.signature.slice(0, 200) });
    return 'clean';
  }
}

function refused(code: string, params: FieldError['params'] = {}): DomainError {
  return invalid({ pointer: '/file', code, params });
}

function nameProblem(name: string): FieldError | null {
  const pointer = '/file';
  if (name === '' || !isPlainText(name, false) || /[/\\]/.test(name)) return { pointer, code: 'file-name' };
  return [...name].length > MOST_NAME ? { pointer, code: 'too-long', params: { max: MOST_NAME } } : null;
}
