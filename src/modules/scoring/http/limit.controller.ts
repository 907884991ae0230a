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
import { LimitService } from '../limit.service.js';
import { LimitReadModel } from '../persistence/limit.read-model.js';
import { ChangeLimitDto, CreateLimitDto, LimitDto, LimitQuery } from './limit.dto.js';

/** How much may rest on one thing. */
@ApiTags('concentration-limits')
@Controller('api/v1/concentration-limits')
export class LimitController {
  constructor(
    private readonly service: LimitService,
    private readonly limits: LimitReadModel,
  ) {}

  @Get()
  @Permit('graph.read')
  @Lists('List concentration limits', LimitDto)
  async list(@Context() { actor }: RequestContext, @Query() query: LimitQuery): Promise<Answer> {
    return Answer.ok(await this.limits.page(query, actor.scope, parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('limits.write')
  @Creates('Set a concentration limit', LimitDto)
  create(@Context() context: RequestContext, @Body() body: CreateLimitDto): Promise<Answer> {
    return this.service.register(context, body);
  }

  @Get(':id')
  @Permit('graph.read')
  @Reads('Read a concentration limit', LimitDto)
  async read(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const { json, rowVersion } = await this.limits.one(id, actor.scope, parseAsOf(query.asOf));
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Patch(':id')
  @Permit('limits.write')
  @Changes('Change a concentration limit', ChangeLimitDto, LimitDto)
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeLimitDto,
  ): Promise<Answer> {
    return this.service.change(context, id, rowVersion, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('limits.write')
  @Retires('Retire a concentration limit; its open findings are closed')
  retire(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.service.retire(context, id, rowVersion);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Permit('limits.write')
  @Acts('Restore a retired concentration limit', LimitDto)
  restore(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.service.restore(context, id);
  }
}
