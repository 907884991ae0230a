export { ObligationsModule } from './obligations.module.js';
export { ObligationPlanner } from './planner.js';
export { ReminderSender } from './sender.js';
export { ReminderSweeper } from './sweeper.js';
