import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../kernel/domain-error.js';
import { type Transaction, UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { personEvent, SOMEBODY } from '../account-events.js';
import { PersonStateRepository } from '../persistence/person-state.repository.js';
import { type SignInPerson, SignInReadModel } from '../persistence/sign-in.read-model.js';
import type { Caller } from './caller.js';
import { provenContext, unknownContext } from './caller.js';
import { type LibraryAnswer, type LibraryApi, SignInLibrary } from './library.js';
import { hashRecoveryCode } from './library-options.js';
import { Sessions } from './sessions.js';
import { Throttle } from './throttle.js';
import { Turnstile } from './turnstile.js';

/** Nobody's address: the library then hashes the password for nothing, as it does for somebody's. */
const NOBODY = 'nobody@underpin.invalid';

/** What a sign-in came to, and the cookies that go with it. */
export interface SignInOutcome {
  secondFactor: 'required' | 'none';
  mustChangePassword: boolean;
  cookies: string[];
}

type Way = 'password' | 'totp' | 'recovery_code';

/** Rolls the transaction back; the refusal is recorded in its own. */
class Refused extends Error {}

/**
 * Signs people in. Every attempt is recorded in the transaction that makes the session: no entry, no session. Whoever
 * is refused learns nothing about why.
 */
@Injectable()
export class SignInService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly library: SignInLibrary,
    private readonly sessions: Sessions,
    private readonly people: SignInReadModel,
    private readonly states: PersonStateRepository,
    private readonly throttle: Throttle,
    private readonly turnstile: Turnstile,
  ) {}

  /** Signs in by password; people with a second factor get a challenge instead of a session. */
  async byPassword(caller: Caller, email: string, password: string): Promise<SignInOutcome> {
    await this.throttle.spendTry(email, caller.address);
    const person = await this.people.byEmail(email);
    const outcome = await this.turnstile.pass(() =>
      person?.status === 'active'
        ? this.#tryPassword(caller, person, password)
        : this.#failAlike(caller, password),
    );
    if (!outcome) return this.#refuse(caller, person, 'password');
    await this.throttle.forgive(email, caller.address);
    return outcome;
  }

  /** Finishes a sign-in with a code of the authenticator app. */
  byTotp(caller: Caller, code: string): Promise<SignInOutcome> {
    return this.#bySecondFactor(caller, 'totp', code, (api, headers) =>
      api.verifyTOTP({ body: { code }, headers, returnHeaders: true }),
    );
  }

  /** Finishes a sign-in with one of the recovery codes, which is then spent. */
  async byRecoveryCode(caller: Caller, code: string): Promise<SignInOutcome> {
    const hashed = hashRecoveryCode(await this.library.secret(), code);
    return this.#bySecondFactor(caller, 'recovery_code', null, (api, headers) =>
      api.verifyBackupCode({ body: { code: hashed }, headers, returnHeaders: true }),
    );
  }

  async #tryPassword(caller: Caller, person: SignInPerson, password: string): Promise<SignInOutcome | null> {
    return this.#unlessRefused(
      this.unitOfWork.run(provenContext(caller, person), async (tx) => {
        if (!(await this.states.holdActive(tx, person.id))) throw new Refused();
        const answer = await this.#signInEmail(tx, person.email, password);
        if (answer.refused !== null) throw new Refused();
        const challenged = 'twoFactorRedirect' in answer.value;
        if (!challenged) await this.#started(tx, caller, person, 'password');
        return outcomeOf(person, answer.cookies, challenged);
      }),
    );
  }

  /** The same work for nobody: it takes as long, and comes to nothing. */
  #failAlike(caller: Caller, password: string): Promise<null> {
    return this.unitOfWork.run(unknownContext(caller), async (tx) => {
      await this.#signInEmail(tx, NOBODY, password);
      return null;
    });
  }

  #signInEmail(tx: Transaction, email: string, password: string) {
    return this.library.work(tx, (api) =>
      api.signInEmail({ body: { email, password }, headers: new Headers(), returnHeaders: true }),
    );
  }

  async #bySecondFactor(
    caller: Caller,
    way: Way,
    onceOnly: string | null,
    verify: (api: LibraryApi, headers: Headers) => Promise<{ response: unknown; headers: Headers | null }>,
  ): Promise<SignInOutcome> {
    const headers = new Headers({ cookie: withoutSession(caller.cookies) });
    const pending = await this.library.ask((api) => api.challengedPerson({ headers }));
    const person = pending.value?.personId ? await this.people.byId(pending.value.personId) : null;
    if (person?.status !== 'active') return this.#refuse(caller, person, way);
    const answer = await this.#unlessRefused(
      this.unitOfWork.run(provenContext(caller, person), async (tx) => {
        if (!(await this.states.holdActive(tx, person.id))) throw new Refused();
        const verified = await this.library.work(tx, (api) => verify(api, headers));
        if (verified.refused !== null) return verified; // the library counted the failure: that must be kept
        if (onceOnly !== null && !(await this.states.claimCode(tx, person.id, onceOnly))) throw new Refused();
        await this.#started(tx, caller, person, way);
        return verified;
      }),
    );
    return answer && answer.refused === null
      ? outcomeOf(person, (answer as LibraryAnswer<unknown>).cookies, false)
      : this.#refuse(caller, person, way);
  }

  /** Records the new session and ends the one that the browser had: a session is never carried over a sign-in. */
  async #started(tx: Transaction, caller: Caller, person: SignInPerson, way: Way): Promise<void> {
    const present = await this.sessions.read({ cookie: caller.cookies });
    if (present) await this.sessions.end(tx, present.id);
    tx.record(personEvent('session.started', person, { by: way, from: caller.address }));
  }

  async #refuse(caller: Caller, person: SignInPerson | null, way: Way): Promise<never> {
    await this.unitOfWork.run(unknownContext(caller), async (tx) => {
      tx.record(personEvent('session.refused', person ?? SOMEBODY, { by: way, from: caller.address }));
    });
    throw new DomainError('sign-in-refused');
  }

  async #unlessRefused<T>(work: Promise<T>): Promise<T | null> {
    try {
      return await work;
    } catch (error) {
      if (error instanceof Refused) return null;
      throw error;
    }
  }
}

function outcomeOf(person: SignInPerson, cookies: string[], challenged: boolean): SignInOutcome {
  return {
    secondFactor: challenged ? 'required' : 'none',
    mustChangePassword: !challenged && person.mustChangePassword,
    cookies,
  };
}

/** With a session beside the challenge, the library would check the code for that session instead. */
function withoutSession(cookies: string): string {
  return cookies
    .split(';')
    .filter((cookie) => !/^\s*(__Host-)?underpin-session=/.test(cookie))
    .join(';');
}
