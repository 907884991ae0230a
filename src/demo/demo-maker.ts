import { Injectable } from '@nestjs/common';
import { systemContext } from '../kernel/actor.js';
import { Clock, localDate } from '../kernel/clock.js';
import { HOME_TIME_ZONE } from '../kernel/time-zone.js';
import { Bootstrap, type DemoAccounts } from '../modules/identity/identity.public.js';
import { type Demo, loadDemo } from '../modules/inventory/inventory.public.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import { DemoIds } from './demo-ids.js';
import { DemoRun } from './demo-run.js';
import { FirmMaker } from './firm-maker.js';
import { RecordsMaker } from './records-maker.js';

export interface MakeOptions {
  /** False: only the firm and what it stands on, without contracts, due diligence, plans and what else it recorded. */
  withRecords?: boolean;
}

/**
 * Makes the demonstration firm through the same commands that people use, in one transaction: it is there as a whole
 * or not at all.
 */
@Injectable()
export class DemoMaker {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly bootstrap: Bootstrap,
    private readonly firm: FirmMaker,
    private readonly records: RecordsMaker,
    private readonly clock: Clock,
  ) {}

  /**
   * @param keep is given the credentials before anything is committed, and stores them: a demo that nobody can sign in
   *   to is worth nothing
   * @returns the credentials; null when the database is not empty
   */
  async make(
    keep: (accounts: DemoAccounts) => Promise<void>,
    { withRecords = true }: MakeOptions = {},
  ): Promise<DemoAccounts | null> {
    return this.unitOfWork.run(systemContext('demo'), async (tx) => {
      if (await isInUse(tx)) return null;
      const now = this.clock.now();
      const demo = loadDemo(localDate(now, HOME_TIME_ZONE));
      const accounts = await this.bootstrap.demoAccountsIn(tx, demo.people.map(accountOf));
      if (accounts === null) return null;
      const ids = new DemoIds();
      for (const { id, role } of demo.people) ids.add('person', id, accounts[role]?.id ?? '');
      await this.firm.make(tx, demo, ids);
      if (withRecords) await this.records.make(new DemoRun(this.unitOfWork, tx, demo.people, ids, now));
      await keep(accounts);
      return accounts;
    });
  }
}

/** Whether anybody has worked here: then the installation is no place for a demonstration. */
async function isInUse(tx: Transaction): Promise<boolean> {
  const { rows } = await tx.query<{ used: boolean }>(
    'SELECT EXISTS (SELECT FROM person) OR EXISTS (SELECT FROM legal_entity) OR EXISTS (SELECT FROM provider) AS used',
  );
  return rows[0]?.used ?? true;
}

function accountOf({ role, name, nameZhHant, email, functions, locale }: Demo['people'][number]) {
  return { role, name, nameZhHant, email, functions, locale };
}
