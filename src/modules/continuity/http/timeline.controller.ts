import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { RequestContext } from '../../../kernel/actor.js';
import { parseAsOf } from '../../../kernel/as-of.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Answer } from '../../../platform/http/answer.js';
import { IdPipe } from '../../../platform/http/id.pipe.js';
import { Creates, Lists, Reads } from '../../../platform/http/operation.js';
import { ReadQuery } from '../../../platform/http/query-fields.js';
import { Context, etagOf } from '../../../platform/http/request.js';
import { IncidentFollowup } from '../incident-followup.service.js';
import { TimelineReadModel } from '../persistence/timeline.read-model.js';
import { CreateTimelineEntryDto, TimelineEntryDto, TimelineQuery } from './incident.dto.js';

/** What happened when in an incident, as it was told. */
@ApiTags('incidents')
@Controller('api/v1/incidents/:id/timeline')
export class TimelineController {
  constructor(
    private readonly followup: IncidentFollowup,
    private readonly readModel: TimelineReadModel,
  ) {}

  @Get()
  @Permit('register.read')
  @Lists('List the timeline of an incident', TimelineEntryDto)
  async list(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: TimelineQuery,
  ): Promise<Answer> {
    return Answer.ok(await this.readModel.page(id, query, actor.scope, parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('changes.write')
  @Creates('Add to the timeline of an incident', TimelineEntryDto)
  create(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: CreateTimelineEntryDto,
  ): Promise<Answer> {
    return this.followup.tell(context, id, body);
  }

  @Get(':entryId')
  @Permit('register.read')
  @Reads('Read an entry of the timeline of an incident', TimelineEntryDto)
  async read(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) id: string,
    @Param('entryId', IdPipe) entryId: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    // Nothing of an entry is ever changed.
    return Answer.ok(await this.readModel.one(id, entryId, actor.scope, parseAsOf(query.asOf)), etagOf(1));
  }
}
