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
import { AssuranceActivityService } from '../assurance-activity.service.js';
import { AssuranceRulings } from '../assurance-rulings.service.js';
import { AssuranceActivityReadModel } from '../persistence/assurance-activity.read-model.js';
import {
  AssuranceActivityDto,
  AssuranceActivityQuery,
  AssuranceActivitySummaryDto,
  ChangeAssuranceActivityDto,
  CreateAssuranceActivityDto,
  CreateRulingDto,
} from './assurance-activity.dto.js';

/** What was done to be sure of what the firm uses. */
@ApiTags('assurance activities')
@Controller('api/v1/assurance-activities')
export class AssuranceActivityController {
  constructor(
    private readonly service: AssuranceActivityService,
    private readonly rulings: AssuranceRulings,
    private readonly readModel: AssuranceActivityReadModel,
  ) {}

  @Get()
  @Permit('register.read')
  @Lists('List assurance activities', AssuranceActivitySummaryDto)
  async list(@Context() { actor }: RequestContext, @Query() query: AssuranceActivityQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.page(query, actor.scope, parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('assurance.write')
  @Creates('Record an assurance activity', AssuranceActivityDto)
  create(@Context() context: RequestContext, @Body() body: CreateAssuranceActivityDto): Promise<Answer> {
    return this.service.register(context, body);
  }

  @Get(':id')
  @Permit('register.read')
  @Reads('Read an assurance activity, with what was ruled on it', AssuranceActivityDto)
  async read(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const { json, rowVersion } = await this.readModel.one(id, actor.scope, parseAsOf(query.asOf));
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Patch(':id')
  @Permit('assurance.write')
  @Changes('Change what is said of an assurance activity', ChangeAssuranceActivityDto, AssuranceActivityDto)
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeAssuranceActivityDto,
  ): Promise<Answer> {
    return this.service.change(context, id, rowVersion, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('assurance.write')
  @Retires('Retire an assurance activity that found nothing wanting')
  retire(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.service.retire(context, id, rowVersion);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Permit('assurance.write')
  @Acts('Restore a retired assurance activity', AssuranceActivityDto)
  restore(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.service.restore(context, id);
  }

  @Post(':id/rulings')
  @HttpCode(200)
  @Permit('assurance.rule')
  @Acts('Rule whether the stack has changed materially since', AssuranceActivityDto)
  rule(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: CreateRulingDto,
  ): Promise<Answer> {
    return this.rulings.rule(context, id, body);
  }
}
