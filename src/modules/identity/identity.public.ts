/** What the start and other modules may use of the accounts. */
export { Bootstrap, type DemoAccounts, type FirstAdministrator } from './bootstrap.js';
export { IdentityModule } from './identity.module.js';
