import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../kernel/actor.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
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
    const id = ownPersonId(context);
    return this.unitOfWork.run(context, async (tx) => {
      const answer = await this.library.work(tx, (api) =>
        api.signOut({ headers: new Headers({ cookie: caller.cookies }), returnHeaders: true }),
      );
      if (answer.refused !== null) throw new DomainError('unavailable');
      tx.record({ action: 'session.ended', resource: { type: 'person', id }, changes: { by: 'sign_out' } });
      return answer.cookies;
    });
  }

  /** Ends every session of the person who asks, this one too. */
  async endAll(context: RequestContext): Promise<void> {
    const id = ownPersonId(context);
    await this.unitOfWork.run(context, async (tx) => {
      await this.sessions.endAll(tx, id);
      tx.record({ action: 'session.all_ended', resource: { type: 'person', id } });
    });
  }
}
