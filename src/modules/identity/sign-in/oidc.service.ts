import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../kernel/domain-error.js';
import { type Transaction, UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { personEvent, SOMEBODY } from '../account-events.js';
import { PersonStateRepository } from '../persistence/person-state.repository.js';
import { type SignInPerson, SignInReadModel } from '../persistence/sign-in.read-model.js';
import { Accounts } from './accounts.js';
import { type Caller, provenContext, unknownContext } from './caller.js';
import { endOfJourney, journeyCookie, journeyOf } from './journey-cookie.js';
import { SignInLibrary } from './library.js';
import { NotVouched, OidcProvider, type Vouched } from './oidc-provider.js';
import { Sessions } from './sessions.js';

/**
 * Signs in whom the identity provider vouches for, if we know them: by the identity tied to them earlier, or, the first
 * time, by the address that they were invited under. It never makes a person.
 */
@Injectable()
export class OidcService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly provider: OidcProvider,
    private readonly library: SignInLibrary,
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly people: SignInReadModel,
    private readonly states: PersonStateRepository,
  ) {}

  /** Begins a journey to the provider: where to send the browser, and the cookie that ties the journey to it. */
  async start(returnTo: string): Promise<{ url: string; cookies: string[] }> {
    const { url, journey } = await this.provider.start(returnTo);
    return { url, cookies: [journeyCookie(this.library.baseUrl, journey)] };
  }

  /**
   * Finishes the journey; answers where to go on, and the cookies of the session.
   * @param query the query of the callback, as it came.
   */
  async finish(caller: Caller, query: string): Promise<{ returnTo: string; cookies: string[] }> {
    let vouched: Vouched;
    try {
      vouched = await this.provider.finish(query, journeyOf(this.library.baseUrl, caller.cookies));
    } catch (error) {
      if (error instanceof NotVouched) return this.#refuse(caller, null, error.because);
      throw error;
    }
    const person = await this.#personOf(caller, vouched);
    if (!person) return this.#refuse(caller, null, 'nobody we know');
    const cookies = await this.unitOfWork.run(provenContext(caller, person), (tx) =>
      this.#signIn(tx, caller, person.id, vouched),
    );
    return cookies
      ? { returnTo: vouched.returnTo, cookies: [...cookies, endOfJourney(this.library.baseUrl)] }
      : this.#refuse(caller, person, 'may not sign in');
  }

  async #personOf(caller: Caller, { identity, verifiedEmail }: Vouched): Promise<SignInPerson | null> {
    const owner = await this.unitOfWork.run(unknownContext(caller), (tx) =>
      this.accounts.ownerOfIdentity(tx, identity),
    );
    if (owner !== null) return this.people.byId(owner);
    return verifiedEmail === null ? null : this.people.byEmail(verifiedEmail);
  }

  /** Null when the person may not sign in, or belongs to another identity of the same provider. */
  async #signIn(
    tx: Transaction,
    caller: Caller,
    personId: string,
    { identity }: Vouched,
  ): Promise<string[] | null> {
    const person = await this.states.lock(tx, personId);
    if (!person || person.status === 'disabled') return null;
    const owner = await this.accounts.ownerOfIdentity(tx, identity);
    if (owner !== null && owner !== person.id) return null;
    if (owner === null) {
      if (await this.accounts.hasIdentityAt(tx, person.id, identity)) return null;
      await this.accounts.tieIdentity(tx, person, identity);
      tx.record(personEvent('person.identity_tied', person, { issuer: identity.issuer }));
    }
    if (person.status === 'invited') {
      this.states.activate(tx, person.id);
      await this.accounts.voidLinks(tx, 'invitation', person.id);
      tx.record(personEvent('person.activated', person, { by: 'oidc' }));
    }
    const present = await this.sessions.read({ cookie: caller.cookies });
    if (present) await this.sessions.end(tx, present.id);
    const started = await this.library.work(tx, (api) =>
      api.startSession({ body: { personId: person.id }, returnHeaders: true }),
    );
    if (started.refused !== null) throw new DomainError('unavailable');
    tx.record(personEvent('session.started', person, { by: 'oidc', from: caller.address }));
    return started.cookies;
  }

  async #refuse(caller: Caller, person: SignInPerson | null, because: string): Promise<never> {
    await this.unitOfWork.run(unknownContext(caller), async (tx) => {
      tx.record(
        personEvent('session.refused', person ?? SOMEBODY, { by: 'oidc', from: caller.address, because }),
      );
    });
    throw new DomainError('sign-in-refused');
  }
}
