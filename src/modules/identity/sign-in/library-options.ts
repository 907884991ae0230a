import { createHmac } from 'node:crypto';
import type { BetterAuthOptions } from 'better-auth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { Pool } from 'pg';
import { newId } from '../../../kernel/ids.js';
import { SESSION_RULES } from '../domain/session-rules.js';
import type { LibraryDatabase } from './library-database.js';
import { hashPassword, verifyPassword } from './password-hash.js';
import { personSession } from './person-session.plugin.js';

export const ISSUER = 'Underpin';
const CHALLENGE_SECONDS = 300;
const HASHED = 'hmac:';

export interface LibraryParts {
  /** Where its tables are. */
  database: Pool | LibraryDatabase;
  secret: string;
  /** Where people reach this installation; https makes cookies secure and bound to the host. */
  baseUrl: string;
}

export function cookieNames(baseUrl: string): { session: string; challenge: string; oidc: string } {
  const prefix = baseUrl.startsWith('https:') ? '__Host-' : '';
  return {
    session: `${prefix}underpin-session`,
    challenge: `${prefix}underpin-challenge`,
    oidc: `${prefix}underpin-oidc`,
  };
}

/** A recovery code as it is kept: what is in the database opens nothing. */
export function hashRecoveryCode(secret: string, code: string): string {
  return HASHED + createHmac('sha256', secret).update(code.trim()).digest('base64url');
}

/**
 * How the sign-in library works here. It answers no request itself: our routes call it, so that every way in is in the
 * document, limited, and audited.
 */
export function libraryOptions({ database, secret, baseUrl }: LibraryParts) {
  const names = cookieNames(baseUrl);
  return {
    appName: ISSUER,
    baseURL: baseUrl,
    basePath: '/api/v1/auth',
    secret,
    database,
    logger: { disabled: true }, // it would write addresses of people; our services log what matters
    telemetry: { enabled: false },
    rateLimit: { enabled: false }, // ours is shared by all processes
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      // The policy is ours and stricter; these only keep the library from being stricter still.
      minPasswordLength: 1,
      maxPasswordLength: 1024,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: () => Promise.resolve(), // links are made and mailed by our service
      password: { hash: hashPassword, verify: verifyPassword },
    },
    session: {
      expiresIn: SESSION_RULES.absolute / 1000,
      disableSessionRefresh: true, // the idle limit is kept by our reader
      cookieCache: { enabled: false },
      additionalFields: { confirmedAt: { type: 'date', required: false, input: false } },
    },
    verification: { storeIdentifier: 'hashed' },
    advanced: {
      database: { generateId: () => newId() },
      useSecureCookies: false, // would prefix __Secure-; the names below carry the stronger __Host-
      defaultCookieAttributes: {
        secure: baseUrl.startsWith('https:'),
        httpOnly: true,
        sameSite: 'lax',
        path: '/',
      },
      cookies: { session_token: { name: names.session }, two_factor: { name: names.challenge } },
      ipAddress: { disableIpTracking: true },
      cookiePrefix: 'underpin',
    },
    plugins: [
      twoFactor({
        issuer: ISSUER,
        twoFactorCookieMaxAge: CHALLENGE_SECONDS,
        backupCodeOptions: {
          storeBackupCodes: {
            encrypt: (json) =>
              Promise.resolve(
                JSON.stringify((JSON.parse(json) as string[]).map((code) => keep(secret, code))),
              ),
            decrypt: (json) => Promise.resolve(json),
          },
        },
      }),
      personSession(),
    ],
  } satisfies BetterAuthOptions;
}

/** The library hands the remaining codes back as it read them: hashed already. */
function keep(secret: string, code: string): string {
  return code.startsWith(HASHED) ? code : hashRecoveryCode(secret, code);
}
