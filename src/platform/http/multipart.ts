import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Flags } from './route-flags.js';
import type { FastifyInstance } from 'fastify';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { DomainError, invalid } from '../../kernel/domain-error.js';
import type { ApiRequest } from './request.js';
import { pointerToken } from '../../kernel/json-pointer.js';

interface TakesFile {
  takesFile?: boolean;
}

/** A route that takes one file with fields beside it (multipart/form-data). */
export function TakesFile(): MethodDecorator {
  return Flags({ takesFile: true } satisfies TakesFile);
}

/** A form that was read: its fields as they were sent, and what became of its file. */
export interface ReadForm<File> {
  fields: Record<string, string>;
  file: File;
}

type Take<File> = (file: Readable, fileName: string) => Promise<File>;

/** A form that has not been read yet: who may send it is decided before a byte of it is looked at. */
export class Form {
  constructor(private readonly request: IncomingMessage) {}

  /**
   * Reads the form. The file is handed on as it comes in, under the name of the field `file`.
   * @param take what is done with the file; it reads it to its end, or fails
   * @throws malformed-request, and validation-failed for fields that come twice and for a missing file; what `take` throws
   */
  read<File>(take: Take<File>): Promise<ReadForm<File>> {
    return new FormReading(this.request, take).done;
  }
}

const LIMITS = { fieldNameSize: 100, fieldSize: 64 * 1024, fields: 50, files: 2, parts: 60, headerPairs: 50 };

/** One form as it comes in. Ends once: with everything, or with the first thing that is wrong. */
class FormReading<File> {
  readonly done: Promise<ReadForm<File>>;
  readonly #fields = new Map<string, string>();
  #resolve!: (form: ReadForm<File>) => void;
  #reject!: (error: unknown) => void;
  #file: Readable | null = null;
  #taken: Promise<File> | null = null;
  #refused = false;

  constructor(
    private readonly request: IncomingMessage,
    private readonly take: Take<File>,
  ) {
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const parser = parserOf(request);
    parser.on('field', (name: string, value: string, nameCut: boolean, valueCut: boolean) =>
      this.#takeField(name, value, nameCut || valueCut),
    );
    parser.on('file', (name: string, file: Readable, fileName: string) =>
      this.#takeFile(name, file, fileName),
    );
    for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit']) {
      parser.on(limit, () => this.#refuse(new DomainError('body-too-large')));
    }
    parser.on('error', () => this.#refuse(malformed()));
    parser.on('finish', () => this.#finish());
    request.once('close', () => {
      if (!request.complete) this.#refuse(malformed());
    });
    request.pipe(parser);
  }

  #takeField(name: string, value: string, isCut: boolean): void {
    if (isCut) this.#refuse(new DomainError('body-too-large'));
    else if (this.#fields.has(name)) this.#refuse(invalid({ pointer: pointerOf(name), code: 'unique' }));
    else this.#fields.set(name, value);
  }

  #takeFile(name: string, file: Readable, fileName: string): void {
    // The parser tells a stream that nobody reads any more of its troubles too.
    file.on('error', () => undefined);
    if (!this.#refused && name !== 'file') {
      this.#refuse(invalid({ pointer: pointerOf(name), code: 'unknown-field' }));
    }
    if (!this.#refused && this.#taken) this.#refuse(invalid({ pointer: '/file', code: 'unique' }));
    if (this.#refused) {
      file.resume();
      return;
    }
    this.#file = file;
    this.#taken = this.take(file, fileName);
    this.#taken.catch((error: unknown) => this.#refuse(isOfParser(error) ? malformed() : error));
  }

  #finish(): void {
    if (this.#refused) return;
    if (!this.#taken) {
      this.#refuse(invalid({ pointer: '/file', code: 'required' }));
      return;
    }
    const fields = Object.fromEntries(this.#fields);
    this.#taken.then(
      (file) => this.#resolve({ fields, file }),
      () => undefined, // refused above
    );
  }

  /** What is still on its way is thrown away, so that the refusal can be read; nothing is at work any more when it ends. */
  #refuse(error: unknown): void {
    if (this.#refused) return;
    this.#refused = true;
    this.request.unpipe();
    this.request.resume();
    this.#file?.destroy(new Error('the form was refused'));
    const settled = (this.#taken ?? Promise.resolve()).then(
      () => undefined,
      () => undefined,
    );
    void settled.then(() => this.#reject(error));
  }
}

function parserOf(request: IncomingMessage): InstanceType<typeof Busboy> {
  try {
    return new Busboy({ headers: request.headers as BusboyHeaders, limits: LIMITS });
  } catch {
    throw malformed();
  }
}

/** The parser says so with plain errors; those of the system have a code. */
function isOfParser(error: unknown): boolean {
  return error instanceof Error && !(error instanceof DomainError) && !('code' in error);
}

function malformed(): DomainError {
  return new DomainError('malformed-request', { reason: 'multipart/form-data' });
}

function pointerOf(name: string): string {
  return `/${pointerToken(name.slice(0, 100))}`;
}

/** Injects the form of a request. */
export const TheForm = createParamDecorator((_data: unknown, execution: ExecutionContext): Form => {
  const request = execution.switchToHttp().getRequest<ApiRequest>();
  const isForm = /^multipart\/form-data\s*;/i.test(request.headers['content-type'] ?? '');
  if (!isForm) throw new DomainError('unsupported-media-type');
  return new Form(request.raw);
});

/** Leaves forms unread, on the routes that take them; everywhere else they are no media type of ours. */
export function acceptForms(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(/^multipart\/form-data(\s*;.*)?$/i, (request, _payload, done) => {
    const { takesFile } = (request.routeOptions.config ?? {}) as TakesFile;
    if (takesFile === true) done(null, undefined);
    else done(new DomainError('unsupported-media-type'));
  });
}
