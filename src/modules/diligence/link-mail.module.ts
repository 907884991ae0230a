import { Module } from '@nestjs/common';
import { LinkMailSender } from './link-mail-sender.js';
import { LinkMailRepository } from './persistence/assessment-link-mail.repository.js';

/** Mails by which links go out; by itself, for workers that answer no requests. */
@Module({
  providers: [LinkMailSender, LinkMailRepository],
  exports: [LinkMailSender, LinkMailRepository],
})
export class LinkMailModule {}
