import { AuditSealer } from './modules/audit/audit.public.js';
import { LinkMailSender } from './modules/diligence/link-mail.public.js';
import {
  ObligationPlanner,
  ReminderSender,
  ReminderSweeper,
} from './modules/obligations/obligations.public.js';
import { LimitKeeper, ScoreKeeper } from './modules/scoring/scoring.public.js';
import { IdempotencyCleanup } from './platform/jobs/idempotency-cleanup.js';
import { every, type JobDetail } from './platform/jobs/periodic-job.js';

const HOUR = 3_600;

/** Every periodic job there is: how often in seconds, its name, who does it. */
export const SCHEDULE = [
  // Obligations follow the facts that changed; once an hour all of them, as the net beneath.
  every(
    15,
    'obligations.plan',
    ObligationPlanner,
    async (planner, signal) => ({ ...(await planner.planChanged(signal)) }),
    ({ changes = 0 }: JobDetail) => (changes > 0 ? 'obligations.sweep' : null),
  ),
  every(HOUR, 'obligations.plan_all', ObligationPlanner, async (planner, signal) => ({
    ...(await planner.planAll(signal)),
  })),
  // What is due becomes messages, and messages go out at once or, after a failure, when their time has come.
  every(
    15,
    'obligations.sweep',
    ReminderSweeper,
    async (sweeper, signal) => ({ ...(await sweeper.run(signal)) }),
    ({ reminders = 0 }: JobDetail) => (reminders > 0 ? 'obligations.send' : null),
  ),
  every(15, 'obligations.send', ReminderSender, async (sender, signal) => ({
    ...(await sender.run(signal)),
  })),
  // Links go to providers by mail.
  every(15, 'assessments.mail_links', LinkMailSender, async (sender, signal) => ({
    ...(await sender.run(signal)),
  })),
  // Scores follow the facts that they are made of.
  every(2, 'scores.keep', ScoreKeeper, async (keeper, signal) => ({ ...(await keeper.keep(signal)) })),
  // Limits are measured on the graph as it is, and what exceeds them becomes a finding.
  every(5, 'limits.keep', LimitKeeper, async (keeper, signal) => ({ ...(await keeper.keep(signal)) })),
  // New audit entries go under seal.
  every(5, 'audit.seal', AuditSealer, async (sealer) => ({ sealed: await sealer.seal() })),
  // Answers kept for repeated requests are forgotten after their day.
  every(HOUR / 6, 'platform.forget_answers', IdempotencyCleanup, async (cleanup, signal) => ({
    forgotten: await cleanup.run(signal),
  })),
];
