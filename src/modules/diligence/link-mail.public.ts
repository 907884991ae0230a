/** What workers use of due diligence. */
export { LinkMailModule } from './link-mail.module.js';
export { LinkMailSender } from './link-mail-sender.js';
