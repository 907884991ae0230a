import { isAbsolute, join, resolve } from 'node:path';
import { LOG_LEVELS } from '../logging.js';
import { PACKAGE_ROOT } from '../package-root.js';
import type { S3Settings } from '../files/s3-settings.js';
import { StartupError } from '../startup-error.js';

/**
 * Everything that an installation can set. Read once, at the start; nothing else reads the environment, but for the
 * level of the log, which is needed before.
 */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Address under which people reach this installation; null: derived from the request. */
  readonly publicUrl: string | null;
  readonly trustProxy: boolean;
  /** Between a red readiness and a closed port, when SIGTERM ends the process. */
  readonly shutdownGraceSeconds: number;
  /** Null: the embedded server in dataDir is used. */
  readonly databaseUrl: string | null;
  /** The role that migrates; null: the same as databaseUrl. */
  readonly databaseOwnerUrl: string | null;
  readonly databaseReadUrl: string | null;
  readonly databasePoolSize: number;
  readonly dataDir: string;
  /** redis:// or rediss://; null: the queue lives in PostgreSQL. */
  readonly queueUrl: string | null;
  /** smtp:// or smtps://; null: mail is written to files in dataDir. */
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** Make the demo on an empty database; by default with the embedded server only. */
  readonly demo: boolean;
  readonly bootstrapAdmin: { email: string; password: string | null } | null;
  readonly rateLimitPerMinute: number;
  readonly clockFile: string | null;
  readonly oidc: OidcConfig | null;
  /** Signs session cookies; null: made once and kept in dataDir. */
  readonly authSecret: string | null;
  /** Signs the checkpoints of the audit log; made where it does not exist. All processes need the same. */
  readonly auditSigningKeyFile: string;
  /** Names this installation's audit log in its checkpoints. */
  readonly auditOrigin: string;
  /** Where documents are kept; null: in dataDir. */
  readonly evidenceS3: S3Settings | null;
  /** Bytes that all documents together may take; null: as much as there is room for. */
  readonly evidenceQuotaBytes: number | null;
  /** The virus scanner; null: none. */
  readonly clamdUrl: string | null;
  readonly logLevel: string;
}

export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads and checks the environment; the first thing that is wrong stops the start with one sentence. */
export function readConfig(environment: Environment): Config {
  const read = new EnvironmentReader(environment);
  const dataDir = folderOf(read.text('DATA_DIR') ?? '.data');
  const databaseUrl = read.url('DATABASE_URL', ['postgres:', 'postgresql:']);
  return {
    host: read.text('HOST') ?? '127.0.0.1',
    port: read.integer('PORT', 0, 65_535) ?? 3000,
    publicUrl: read.origin('PUBLIC_URL'),
    trustProxy: read.flag('TRUST_PROXY') ?? false,
    shutdownGraceSeconds: read.integer('SHUTDOWN_GRACE_SECONDS', 0, 15) ?? 3,
    databaseUrl,
    databaseOwnerUrl: read.url('DATABASE_OWNER_URL', ['postgres:', 'postgresql:']),
    databaseReadUrl: read.url('DATABASE_READ_URL', ['postgres:', 'postgresql:']),
    databasePoolSize: read.integer('DATABASE_POOL_SIZE', 2, 200) ?? 8,
    dataDir,
    queueUrl: read.url('QUEUE_URL', ['redis:', 'rediss:']),
    smtpUrl: read.url('SMTP_URL', ['smtp:', 'smtps:']),
    mailFrom: read.email('MAIL_FROM') ?? 'underpin@localhost.localdomain',
    demo: read.flag('DEMO') ?? databaseUrl === null,
    bootstrapAdmin: bootstrapOf(read),
    rateLimitPerMinute: read.integer('RATE_LIMIT_PER_MINUTE', 0, 1_000_000) ?? 600,
    clockFile: read.text('CLOCK_FILE'),
    oidc: oidcOf(read),
    authSecret: read.secret('AUTH_SECRET', 32),
    auditSigningKeyFile: read.text('AUDIT_SIGNING_KEY_FILE') ?? join(dataDir, 'audit-signing-key.pem'),
    auditOrigin: read.keyName('AUDIT_ORIGIN') ?? 'underpin/audit',
    evidenceS3: s3Of(read),
    evidenceQuotaBytes: quotaOf(read),
    clamdUrl: clamdOf(read),
    logLevel: read.oneOf('LOG_LEVEL', LOG_LEVELS) ?? 'info',
  };
}

function folderOf(path: string): string {
  return isAbsolute(path) ? path : resolve(PACKAGE_ROOT, path);
}

function bootstrapOf(read: EnvironmentReader): Config['bootstrapAdmin'] {
  const email = read.email('BOOTSTRAP_ADMIN_EMAIL');
  const password = read.secret('BOOTSTRAP_ADMIN_PASSWORD', 12);
  if (password !== null && email === null)
    throw read.wrong(
      'BOOTSTRAP_ADMIN_EMAIL',
      'is missing beside BOOTSTRAP_ADMIN_PASSWORD',
      'set both, or neither',
    );
  return email === null ? null : { email, password };
}

/** A bucket and who may write to it: all of it, or none. */
function s3Of(read: EnvironmentReader): S3Settings | null {
  const bucket = read.text('EVIDENCE_S3_BUCKET');
  const endpoint = read.url('EVIDENCE_S3_ENDPOINT', ['https:', 'http:']);
  const region = read.text('EVIDENCE_S3_REGION') ?? 'us-east-1';
  const accessKeyId = read.text('EVIDENCE_S3_ACCESS_KEY_ID');
  const secretAccessKey = read.text('EVIDENCE_S3_SECRET_ACCESS_KEY');
  if (bucket === null) return null;
  for (const [name, value] of [
    ['EVIDENCE_S3_ACCESS_KEY_ID', accessKeyId],
    ['EVIDENCE_S3_SECRET_ACCESS_KEY', secretAccessKey],
  ] as const) {
    if (value === null)
      throw read.wrong(name, 'is missing beside EVIDENCE_S3_BUCKET', 'set it to what the store gave');
  }
  return { bucket, endpoint, region, accessKeyId: accessKeyId ?? '', secretAccessKey: secretAccessKey ?? '' };
}

function quotaOf(read: EnvironmentReader): number | null {
  const gib = read.integer('EVIDENCE_QUOTA_GIB', 0, 1_000_000) ?? 50;
  return gib === 0 ? null : gib * 1024 ** 3;
}

function clamdOf(read: EnvironmentReader): string | null {
  const value = read.url('CLAMD_URL', ['tcp:', 'unix:']);
  const { protocol, hostname, port, pathname } = new URL(value ?? 'unix:///none');
  const isWhole = protocol === 'unix:' ? pathname.length > 1 : hostname !== '' && port !== '';
  if (!isWhole)
    throw read.wrong('CLAMD_URL', 'names no port or no socket', 'set it to tcp://host:3310 or unix:///path');
  return value;
}

function oidcOf(read: EnvironmentReader): OidcConfig | null {
  const issuer = read.url('OIDC_ISSUER', ['https:', 'http:']);
  if (issuer === null) return null;
  const clientId = read.text('OIDC_CLIENT_ID');
  const clientSecret = read.text('OIDC_CLIENT_SECRET');
  if (clientId === null)
    throw read.wrong(
      'OIDC_CLIENT_ID',
      'is missing beside OIDC_ISSUER',
      'set it to the client id that the identity provider gave',
    );
  if (clientSecret === null)
    throw read.wrong(
      'OIDC_CLIENT_SECRET',
      'is missing beside OIDC_ISSUER',
      'set it to the secret that the identity provider gave',
    );
  return { issuer, clientId, clientSecret };
}

class EnvironmentReader {
  constructor(private readonly environment: Environment) {}

  text(name: string): string | null {
    const value = this.environment[name]?.trim();
    return value === undefined || value === '' ? null : value;
  }

  secret(name: string, min: number): string | null {
    const value = this.text(name);
    if (value !== null && value.length < min)
      throw this.wrong(name, `is shorter than ${min} characters`, 'use a longer secret');
    return value;
  }

  integer(name: string, min: number, max: number): number | null {
    const value = this.text(name);
    if (value === null) return null;
    if (!/^\d+$/.test(value) || Number(value) < min || Number(value) > max) {
      throw this.wrong(name, `is "${value}"`, `set it to a whole number from ${min} to ${max}`);
    }
    return Number(value);
  }

  flag(name: string): boolean | null {
    const value = this.text(name);
    if (value === null) return null;
    if (value === '1' || value === 'true') return true;
    if (value === '0' || value === 'false') return false;
    throw this.wrong(name, `is "${value}"`, 'set it to 1 or 0');
  }

  oneOf(name: string, values: readonly string[]): string | null {
    const value = this.text(name);
    if (value === null || values.includes(value)) return value;
    throw this.wrong(name, `is "${value}"`, `set it to one of ${values.join(', ')}`);
  }

  /** Checked for its form and scheme; the value is not repeated, since it may hold a password. */
  url(name: string, schemes: readonly string[]): string | null {
    const value = this.text(name);
    if (value === null) return null;
    const known = URL.canParse(value) && schemes.includes(new URL(value).protocol);
    if (!known)
      throw this.wrong(
        name,
        'is not a usable address',
        `set it to an address that begins with ${schemes.map((s) => `${s}//`).join(' or ')}`,
      );
    return value;
  }

  /** An address without a path, written as browsers write it in Origin: with that header it is compared. */
  origin(name: string): string | null {
    const value = this.url(name, ['http:', 'https:']);
    if (value === null) return null;
    const { href, origin } = new URL(value);
    if (href !== `${origin}/`)
      throw this.wrong(
        name,
        'holds more than an origin',
        'set it to the scheme, the host and the port alone, as in https://underpin.example.com',
      );
    return origin;
  }

  /** What may name a key in a signed note, https://c2sp.org/signed-note. */
  keyName(name: string): string | null {
    const value = this.text(name);
    if (value !== null && (value.length > 200 || /[+\p{White_Space}\p{Cc}\p{Cs}]/u.test(value)))
      throw this.wrong(
        name,
        'is longer than 200 characters or holds a space, a control character or "+"',
        'set it to an address without a scheme, as in underpin.example.com/audit',
      );
    return value;
  }

  email(name: string): string | null {
    const value = this.text(name);
    if (value !== null && !/^[^\s@<>]+@[^\s@<>]+$/.test(value))
      throw this.wrong(name, `is "${value}"`, 'set it to an e-mail address');
    return value;
  }

  wrong(name: string, what: string, fix: string): StartupError {
    return new StartupError(`The environment variable ${name} ${what}: ${fix}.`);
  }
}
