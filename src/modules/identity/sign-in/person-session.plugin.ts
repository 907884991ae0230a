import type { BetterAuthPlugin, StandardSchemaV1 } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';

/** The caller is our own code: the compiler checked what it passes. */
function trusted<T>(): StandardSchemaV1<T, T> {
  return { '~standard': { version: 1, vendor: 'underpin', validate: (value) => ({ value: value as T }) } };
}

/** What the library does not offer on its own to a server that keeps people elsewhere. Not reachable by HTTP. */
export function personSession() {
  return {
    id: 'person-session',
    endpoints: {
      /** Starts a session of somebody whom an identity provider vouched for. */
      startSession: createAuthEndpoint.serverOnly(
        { method: 'POST', body: trusted<{ personId: string }>() },
        async (ctx) => {
          const { internalAdapter } = ctx.context;
          const user = await internalAdapter.findUserById(ctx.body.personId);
          if (!user) throw ctx.error('UNAUTHORIZED');
          const session = await internalAdapter.createSession(user.id);
          await setSessionCookie(ctx, { session, user });
          return { sessionId: session.id };
        },
      ),
      /** Whose second factor the browser is being asked for; null when the question is over. */
      challengedPerson: createAuthEndpoint.serverOnly(
        { method: 'POST', requireHeaders: true },
        async (ctx) => {
          const { name } = ctx.context.createAuthCookie('two_factor');
          const challenge = await ctx.getSignedCookie(name, ctx.context.secret);
          if (!challenge) return { personId: null };
          const pending = await ctx.context.internalAdapter.findVerificationValue(challenge);
          return { personId: pending && pending.expiresAt > new Date() ? pending.value : null };
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}
