import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { RequestContext } from '../../../kernel/actor.js';
import { parseAsOf } from '../../../kernel/as-of.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Answer } from '../../../platform/http/answer.js';
import { IdPipe } from '../../../platform/http/id.pipe.js';
import { Acts, Changes, Creates, Lists, Reads, Retires } from '../../../platform/http/operation.js';
import { ReadQuery } from '../../../platform/http/query-fields.js';
import { Context, etagOf, IfMatch } from '../../../platform/http/request.js';
import { IncidentFollowup } from '../incident-followup.service.js';
import { IncidentService } from '../incident.service.js';
import { IncidentReadModel } from '../persistence/incident.read-model.js';
import { ChangeEventDto } from './change-event.dto.js';
import {
  ChangeIncidentDto,
  CreateIncidentDto,
  DecideReportDto,
  IncidentDto,
  IncidentQuery,
} from './incident.dto.js';

/** What went wrong, whom it hit, and what follows from it. */
@ApiTags('incidents')
@Controller('api/v1/incidents')
export class IncidentController {
  constructor(
    private readonly service: IncidentService,
    private readonly followup: IncidentFollowup,
    private readonly readModel: IncidentReadModel,
  ) {}

  @Get()
  @Permit('register.read')
  @Lists('List incidents', IncidentDto)
  async list(@Context() { actor }: RequestContext, @Query() query: IncidentQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.page(query, actor.scope, parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('changes.write')
  @Creates('Record an incident', IncidentDto)
  create(@Context() context: RequestContext, @Body() body: CreateIncidentDto): Promise<Answer> {
    return this.service.register(context, body);
  }

  @Get(':id')
  @Permit('register.read')
  @Reads('Read an incident', IncidentDto)
  async read(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const { json, rowVersion } = await this.readModel.one(id, actor.scope, parseAsOf(query.asOf));
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Patch(':id')
  @Permit('changes.write')
  @Changes(
    'Change an incident; a decision not to report it goes with what was decided on',
    ChangeIncidentDto,
    IncidentDto,
  )
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeIncidentDto,
  ): Promise<Answer> {
    return this.service.change(context, id, rowVersion, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('changes.write')
  @Retires('Retire an incident that had no impact')
  retire(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.service.retire(context, id, rowVersion);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Permit('changes.write')
  @Acts('Restore a retired incident', IncidentDto)
  restore(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.service.restore(context, id);
  }

  @Post(':id/report-decision')
  @HttpCode(200)
  @Permit('changes.triage')
  @Acts('Decide whether an incident is reported to the SFC', IncidentDto, { ifMatch: true })
  decideReport(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: DecideReportDto,
  ): Promise<Answer> {
    return this.followup.decideReport(context, id, rowVersion, body);
  }

  @Post(':id/change-event')
  @Permit('changes.write')
  @Creates('Make the change event of an incident, once', ChangeEventDto)
  makeChange(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.followup.makeChange(context, id);
  }
}
