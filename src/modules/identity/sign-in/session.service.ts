import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../kernel/actor.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { ownEvent } from '../account-events.js';
import type { Caller } from './caller.js';
import { SignInLibrary } from './library.js';
import { ownPersonId } from './own-person.js';
import { Sessions } from './sessions.js';

/** Ends sessions. */
@Injectable()
export class SessionService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly library: SignInLibrary,
    private readonly sessions: Sessions,
  ) {}

  /** Ends the session of this request; answers the cookies that clear it in the browser. */
  signOut(caller: Caller, context: RequestContext): Promise<string[]> {
    ownPersonId(context); // an API key has no session to end
    return this.unitOfWork.run(context, async (tx) => {
      const answer = await this.library.work(tx, (api) =>
        api.signOut({ headers: new Headers({ cookie: caller.cookies }), returnHeaders: true }),
      );
      if (answer.refused !== null) throw new DomainError('unavailable');
      tx.record(ownEvent('session.ended', context.actor, { by: 'sign_out' }));
      return answer.cookies;
    });
  }

  /** Ends every session of the person who asks, this one too. */
  async endAll(context: RequestContext): Promise<void> {
    const id = ownPersonId(context);
    await this.unitOfWork.run(context, async (tx) => {
      await this.sessions.endAll(tx, id);
      tx.record(ownEvent('session.all_ended', context.actor));
    });
  }
}
