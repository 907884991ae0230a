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
import { DelegationService } from '../delegation.service.js';
import { DelegationReadModel } from '../persistence/delegation.read-model.js';
import {
  ChangeDelegationDto,
  DelegationDto,
  DelegationQuery,
  CreateDelegationDto,
} from './delegation.dto.js';

/** What a licensed corporation has a company of its group do. */
@ApiTags('delegations')
@Controller('api/v1/delegations')
export class DelegationController {
  constructor(
    private readonly service: DelegationService,
    private readonly readModel: DelegationReadModel,
  ) {}

  @Get()
  @Permit('register.read')
  @Lists('List delegations', DelegationDto)
  async list(@Context() { actor }: RequestContext, @Query() query: DelegationQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.page(query, actor.scope, parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('assurance.write')
  @Creates('Record a delegation', DelegationDto)
  create(@Context() context: RequestContext, @Body() body: CreateDelegationDto): Promise<Answer> {
    return this.service.register(context, body);
  }

  @Get(':id')
  @Permit('register.read')
  @Reads('Read a delegation', DelegationDto)
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
  @Changes('Change a delegation', ChangeDelegationDto, DelegationDto)
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeDelegationDto,
  ): Promise<Answer> {
    return this.service.change(context, id, rowVersion, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('assurance.write')
  @Retires('Retire a delegation')
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
  @Acts('Restore a retired delegation', DelegationDto)
  restore(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.service.restore(context, id);
  }
}
