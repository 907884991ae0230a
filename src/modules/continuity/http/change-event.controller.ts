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
import { ChangeEventService } from '../change-event.service.js';
import { ChangeTriageService } from '../change-triage.service.js';
import { ChangeEventReadModel } from '../persistence/change-event.read-model.js';
import {
  ChangeChangeEventDto,
  ChangeEventDto,
  ChangeEventQuery,
  CreateChangeEventDto,
  ListedChangeEventDto,
  ResolveDto,
  TriageDto,
  WithdrawResolutionDto,
} from './change-event.dto.js';

/** What happens to what the firm stands on, and what goes stale because of it. */
@ApiTags('change events')
@Controller('api/v1/change-events')
export class ChangeEventController {
  constructor(
    private readonly service: ChangeEventService,
    private readonly triages: ChangeTriageService,
    private readonly readModel: ChangeEventReadModel,
  ) {}

  @Get()
  @Permit('register.read')
  @Lists('List change events', ListedChangeEventDto)
  async list(@Context() { actor }: RequestContext, @Query() query: ChangeEventQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.page(query, actor.scope, parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('changes.write')
  @Creates('Record a change event', ChangeEventDto)
  create(@Context() context: RequestContext, @Body() body: CreateChangeEventDto): Promise<Answer> {
    return this.service.register(context, body);
  }

  @Get(':id')
  @Permit('register.read')
  @Reads('Read a change event, with the use cases that it affects', ChangeEventDto)
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
  @Changes('Change a change event on which nobody has ruled', ChangeChangeEventDto, ChangeEventDto)
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeChangeEventDto,
  ): Promise<Answer> {
    return this.service.change(context, id, rowVersion, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('changes.write')
  @Retires('Retire a change event that was recorded by mistake')
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
  @Acts('Restore a retired change event', ChangeEventDto)
  restore(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.service.restore(context, id);
  }

  @Post(':id/triage')
  @HttpCode(200)
  @Permit('changes.triage')
  @Acts('Rule on whether a change that others recorded is material', ChangeEventDto, { ifMatch: true })
  triage(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: TriageDto,
  ): Promise<Answer> {
    return this.triages.triage(context, id, rowVersion, body);
  }

  @Post(':id/resolutions')
  @HttpCode(200)
  @Permit('changes.write')
  @Acts('Record what was redone for one rule', ChangeEventDto)
  resolve(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: ResolveDto,
  ): Promise<Answer> {
    return this.triages.resolve(context, id, body);
  }

  @Post(':id/resolutions/:resolutionId/withdraw')
  @HttpCode(200)
  @Permit('changes.write')
  @Acts('Take back what was recorded as redone for one rule', ChangeEventDto, { ifMatch: true })
  withdraw(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @Param('resolutionId', IdPipe) resolutionId: string,
    @IfMatch() rowVersion: number,
    @Body() { reason }: WithdrawResolutionDto,
  ): Promise<Answer> {
    return this.triages.withdraw(context, id, resolutionId, rowVersion, reason);
  }
}
