import { Injectable } from '@nestjs/common';
import { systemContext } from '../../kernel/actor.js';
import { auditedFor } from '../../kernel/audited-entities.js';
import { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { logger } from '../../platform/logging.js';
import { CHANNELS } from './domain/codes.js';
import { gather } from './domain/gather.js';
import { SweepRepository } from './persistence/sweep.repository.js';

const CONTEXT = systemContext('obligations.sweep');
/** A thousand steps a statement: larger batches are no faster, and hold their locks longer. */
const STEPS = 1_000;
const RECIPIENTS = 100;

export interface Swept {
  fellDue: number;
  steps: number;
  reminders: number;
}

/**
 * Finds what is due by the business clock and turns it into messages. Whatever was missed, for whatever reason and
 * however long, is simply still there: there is no other way of catching up. Any number of sweeps may run at once.
 */
@Injectable()
export class ReminderSweeper {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly sweeps: SweepRepository,
  ) {}

  async run(signal?: AbortSignal): Promise<Swept> {
    const fellDue = await repeat(STEPS, signal, () => this.#fallDue());
    const steps = await repeat(STEPS, signal, () => this.#claim());
    const reminders = await repeat(1, signal, () => this.#gather());
    return { fellDue, steps, reminders };
  }

  #fallDue(): Promise<number> {
    return this.unitOfWork.run(CONTEXT, async (tx) => {
      const fallen = await this.sweeps.fallDue(tx, this.clock.now(), STEPS);
      for (const { id, from, to, legalEntityIds } of fallen) {
        tx.record({
          action: to === 'due' ? 'obligation.fell_due' : 'obligation.passed_due',
          resource: { type: 'obligation', id },
          legalEntityIds: auditedFor(legalEntityIds),
          changes: { state: { from, to } },
        });
      }
      return fallen.length;
    });
  }

  #claim(): Promise<number> {
    return this.unitOfWork.run(CONTEXT, async (tx) => {
      const { claimed, unreached } = await this.sweeps.claim(tx, this.clock.now(), STEPS, CHANNELS);
      if (unreached > 0) {
        logger.error(
          { steps: unreached },
          'there is nobody to remind: no owner, risk officer or administrator',
        );
      }
      return claimed;
    });
  }

  /** Makes the messages of some recipients; says how many. */
  #gather(): Promise<number> {
    return this.unitOfWork.run(CONTEXT, async (tx) => {
      this.sweeps.lockGathering(tx);
      const reminders = gather(await this.sweeps.ungathered(tx, this.clock.now(), RECIPIENTS));
      if (reminders.length === 0) return 0;
      this.sweeps.insertReminders(
        tx,
        reminders.map((reminder) => ({ ...reminder, id: newId() })),
      );
      return reminders.length;
    });
  }
}

/** Repeats until less than a full batch was found, or it must stop; says how much was found in all. */
async function repeat(
  full: number,
  signal: AbortSignal | undefined,
  batch: () => Promise<number>,
): Promise<number> {
  let total = 0;
  for (let found = full; found >= full && !signal?.aborted; total += found) found = await batch();
  return total;
}
