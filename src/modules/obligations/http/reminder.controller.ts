import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { RequestContext } from '../../../kernel/actor.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Answer } from '../../../platform/http/answer.js';
import { IdPipe } from '../../../platform/http/id.pipe.js';
import { Acts, Lists } from '../../../platform/http/operation.js';
import { Context } from '../../../platform/http/request.js';
import { ReminderReadModel } from '../persistence/reminder.read-model.js';
import { ReminderService } from '../reminder.service.js';
import { ReminderDto, ReminderQuery } from './reminder.dto.js';

/** The inbox of whoever asks; a key acts for its owner, and one that belongs to nobody has an empty inbox. */
@ApiTags('reminders')
@Controller('api/v1/reminders')
export class ReminderController {
  constructor(
    private readonly service: ReminderService,
    private readonly readModel: ReminderReadModel,
  ) {}

  @Get()
  @Permit('obligations.read')
  @Lists('List your reminders, the latest first', ReminderDto)
  async list(@Context() { actor }: RequestContext, @Query() query: ReminderQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.page(actor.personId, query));
  }

  @Post(':id/read')
  @HttpCode(200)
  @Permit('self.manage')
  @Acts('Mark a reminder of yours as read', ReminderDto)
  read(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.service.read(context, id);
  }
}
