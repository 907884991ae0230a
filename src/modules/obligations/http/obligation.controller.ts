import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { RequestContext } from '../../../kernel/actor.js';
import { parseAsOf } from '../../../kernel/as-of.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Answer } from '../../../platform/http/answer.js';
import { IdPipe } from '../../../platform/http/id.pipe.js';
import { Acts, Lists, Reads } from '../../../platform/http/operation.js';
import { ReadQuery } from '../../../platform/http/query-fields.js';
import { Context, etagOf } from '../../../platform/http/request.js';
import { ObligationService } from '../obligation.service.js';
import { ObligationReadModel } from '../persistence/obligation.read-model.js';
import {
  CompleteDto,
  DeliveryDto,
  DeliveryQuery,
  ObligationDto,
  ObligationQuery,
  SnoozeDto,
} from './obligation.dto.js';

@ApiTags('obligations')
@Controller('api/v1/obligations')
export class ObligationController {
  constructor(
    private readonly service: ObligationService,
    private readonly readModel: ObligationReadModel,
  ) {}

  @Get()
  @Permit('obligations.read')
  @Lists('List what must be done by when', ObligationDto)
  async list(@Context() { actor }: RequestContext, @Query() query: ObligationQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.page(actor, query, parseAsOf(query.asOf)));
  }

  @Get(':id')
  @Permit('obligations.read')
  @Reads('Read an obligation', ObligationDto)
  async read(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const { json, rowVersion } = await this.readModel.one(actor, id, parseAsOf(query.asOf));
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Get(':id/deliveries')
  @Permit('obligations.read')
  @Lists('List who was told of an obligation, of which step, through which channel, and why', DeliveryDto)
  async deliveries(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: DeliveryQuery,
  ): Promise<Answer> {
    return Answer.ok(await this.readModel.deliveries(actor, id, query));
  }

  @Post(':id/acknowledge')
  @HttpCode(200)
  @Permit('obligations.act')
  @Acts('Acknowledge an obligation', ObligationDto)
  acknowledge(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.service.acknowledge(context, id);
  }

  @Post(':id/snooze')
  @HttpCode(200)
  @Permit('obligations.act')
  @Acts(
    'Put the reminders of an obligation off, at most 30 days and to a day before it is due',
    ObligationDto,
  )
  snooze(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: SnoozeDto,
  ): Promise<Answer> {
    return this.service.snooze(context, id, body);
  }

  @Post(':id/done')
  @HttpCode(200)
  @Permit('obligations.act')
  @Acts('Record that an obligation is done', ObligationDto)
  done(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: CompleteDto,
  ): Promise<Answer> {
    return this.service.complete(context, id, body.note ?? null);
  }
}
