import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { S3Settings } from './s3-settings.js';
import { FileStore, type LocalFile } from './file-store.js';

const ATTEMPT_MS = 60_000;

/** Keeps files in a bucket of an S3-compatible store, by their hash. */
export class S3Store extends FileStore {
  readonly #client: S3Client;

  constructor(private readonly settings: S3Settings) {
    super();
    const { endpoint, region, accessKeyId, secretAccessKey } = settings;
    this.#client = new S3Client({
      region,
      credentials: { accessKeyId, secretAccessKey },
      // Stores of others seldom know a host a bucket.
      ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
      // The file is sent with its own SHA-256; other checksums are refused by some stores.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: { requestTimeout: ATTEMPT_MS, connectionTimeout: 5_000 },
    });
  }

  async keep({ path, size, sha256 }: LocalFile): Promise<void> {
    const { bucket } = this.settings;
    if ((await this.#sizeOf(sha256)) === size) return;
    await this.#client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: keyOf(sha256),
        Body: createReadStream(path),
        ContentLength: size,
        ContentType: 'application/octet-stream',
        ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
      }),
    );
  }

  async open(sha256: string): Promise<Readable> {
    const { Body } = await this.#client.send(
      new GetObjectCommand({ Bucket: this.settings.bucket, Key: keyOf(sha256) }),
    );
    return Body as Readable;
  }

  async #sizeOf(sha256: string): Promise<number | null> {
    try {
      const head = new HeadObjectCommand({ Bucket: this.settings.bucket, Key: keyOf(sha256) });
      return (await this.#client.send(head)).ContentLength ?? null;
    } catch (error) {
      if ((error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === 404)
        return null;
      throw error;
    }
  }
}

function keyOf(sha256: string): string {
  return `${sha256.slice(0, 2)}/${sha256.slice(2)}`;
}
