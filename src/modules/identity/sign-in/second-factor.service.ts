import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../kernel/actor.js';
import { DomainError, type FieldError, invalid } from '../../../kernel/domain-error.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { ownEvent } from '../account-events.js';
import { IdentityMailer } from '../mail/identity-mailer.js';
import { PersonStateRepository } from '../persistence/person-state.repository.js';
import { SignInReadModel } from '../persistence/sign-in.read-model.js';
import { Accounts } from './accounts.js';
import type { Caller } from './caller.js';
import { type LibraryApi, SignInLibrary } from './library.js';
import { ownPersonId } from './own-person.js';
import { Throttle } from './throttle.js';
import { Turnstile } from './turnstile.js';

/** What an authenticator app is set up with; shown once. */
export interface Enrolment {
  /** otpauth:// address, for a QR code. */
  uri: string;
  recoveryCodes: string[];
}

/** A failure of the library that a person can do something about; the rest contradicts the state of the account. */
function refusalOf(code: string): DomainError {
  if (code === 'INVALID_PASSWORD') return invalid({ pointer: '/password', code: 'wrong-password' });
  if (code === 'INVALID_CODE') return invalid(WRONG_CODE);
  return new DomainError('conflict');
}
const WRONG_CODE: FieldError = { pointer: '/code', code: 'wrong-code' };

/** Time-based codes (RFC 6238) as a second factor: turned on and off by their owner, who gives the password again. */
@Injectable()
export class SecondFactorService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly library: SignInLibrary,
    private readonly accounts: Accounts,
    private readonly people: SignInReadModel,
    private readonly states: PersonStateRepository,
    private readonly throttle: Throttle,
    private readonly turnstile: Turnstile,
    private readonly mailer: IdentityMailer,
  ) {}

  /** Makes a secret and recovery codes; nothing is asked for at sign-in before `confirm`. */
  async prepare(caller: Caller, context: RequestContext, password: string): Promise<Enrolment> {
    const { value } = await this.#act(caller, context, 'second_factor.prepared', (api, headers) =>
      api.enableTwoFactor({ body: { password, method: 'totp' }, headers, returnHeaders: true }),
    );
    if (value.method !== 'totp') throw new DomainError('unavailable');
    return { uri: value.totpURI, recoveryCodes: value.backupCodes };
  }

  /** Turns the second factor on with a first code; the session gets a new id. Answers its cookies. */
  async confirm(caller: Caller, context: RequestContext, code: string): Promise<string[]> {
    const id = ownPersonId(context);
    const isOn = await this.unitOfWork.run(context, (tx) => this.accounts.hasSecondFactor(tx, id));
    if (isOn) throw new DomainError('conflict');
    const { cookies } = await this.#act(
      caller,
      context,
      'second_factor.turned_on',
      (api, headers) => api.verifyTOTP({ body: { code }, headers, returnHeaders: true }),
      code,
    );
    await this.#tell(id, 'second-factor-on');
    return cookies;
  }

  /** Turns the second factor off; the session gets a new id. Answers its cookies. */
  async turnOff(caller: Caller, context: RequestContext, password: string): Promise<string[]> {
    const { cookies } = await this.#act(caller, context, 'second_factor.turned_off', (api, headers) =>
      api.disableTwoFactor({ body: { password }, headers, returnHeaders: true }),
    );
    await this.#tell(ownPersonId(context), 'second-factor-off');
    return cookies;
  }

  /** New recovery codes instead of the old ones; shown once. */
  async renewRecoveryCodes(caller: Caller, context: RequestContext, password: string): Promise<string[]> {
    const { value } = await this.#act(
      caller,
      context,
      'second_factor.recovery_codes_renewed',
      (api, headers) => api.generateBackupCodes({ body: { password }, headers, returnHeaders: true }),
    );
    return value.backupCodes;
  }

  /** Lets the library act for the owner of the session, and records it; a failed try is recorded and counted too. */
  async #act<T>(
    caller: Caller,
    context: RequestContext,
    action: string,
    call: (api: LibraryApi, headers: Headers) => Promise<{ response: T; headers: Headers | null }>,
    onceOnly: string | null = null,
  ): Promise<{ value: T; cookies: string[] }> {
    const id = ownPersonId(context);
    await this.throttle.spendTry(id, caller.address);
    const acting = this.turnstile.pass(() =>
      this.unitOfWork.run(context, async (tx) => {
        const done = await this.library.work(tx, (api) => call(api, new Headers({ cookie: caller.cookies })));
        if (done.refused !== null) {
          tx.record(ownEvent('second_factor.refused', context.actor, { because: done.refused }));
          return done;
        }
        if (onceOnly !== null && !(await this.states.claimCode(tx, id, onceOnly))) throw invalid(WRONG_CODE);
        tx.record(ownEvent(action, context.actor));
        return done;
      }),
    );
    const answer = await acting;
    if (answer.refused !== null) throw refusalOf(answer.refused);
    await this.throttle.forgive(id, caller.address);
    return answer;
  }

  async #tell(id: string, kind: 'second-factor-on' | 'second-factor-off'): Promise<void> {
    const person = await this.people.byId(id);
    if (person) await this.mailer.send(person, { kind });
  }
}
