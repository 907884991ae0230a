import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { RequestContext } from '../../../kernel/actor.js';
import { parseAsOf } from '../../../kernel/as-of.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Answer } from '../../../platform/http/answer.js';
import { IdPipe } from '../../../platform/http/id.pipe.js';
import {
  Acts,
  Changes,
  Creates,
  CreatesMany,
  Lists,
  Reads,
  Retires,
} from '../../../platform/http/operation.js';
import { ReadQuery } from '../../../platform/http/query-fields.js';
import { Context, etagOf, IfMatch } from '../../../platform/http/request.js';
import { DataFlowService } from '../data-flow.service.js';
import { DataFlowReadModel } from '../persistence/data-flow.read-model.js';
import {
  ChangeDataFlowDto,
  CreateDataFlowDto,
  CreateDataFlowsDto,
  DataFlowDto,
  DataFlowQuery,
} from './data-flow.dto.js';

/** Where data goes, and how it is protected on its way. */
@ApiTags('data flows')
@Controller('api/v1/data-flows')
export class DataFlowController {
  constructor(
    private readonly service: DataFlowService,
    private readonly readModel: DataFlowReadModel,
  ) {}

  @Get()
  @Permit('register.read')
  @Lists('List data flows', DataFlowDto)
  async list(@Context() context: RequestContext, @Query() query: DataFlowQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.page(query, context.actor.scope, parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('register.write')
  @Creates('Register a data flow', DataFlowDto)
  create(@Context() context: RequestContext, @Body() body: CreateDataFlowDto): Promise<Answer> {
    return this.service.register(context, body);
  }

  @Post('batch')
  @Permit('register.write')
  @CreatesMany('Register up to 1,000 data flows, all or none', DataFlowDto)
  createBatch(@Context() context: RequestContext, @Body() body: CreateDataFlowsDto): Promise<Answer> {
    return this.service.registerBatch(context, body.items);
  }

  @Get(':id')
  @Permit('register.read')
  @Reads('Read a data flow', DataFlowDto)
  async read(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const { json, rowVersion } = await this.readModel.one(id, context.actor.scope, parseAsOf(query.asOf));
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Patch(':id')
  @Permit('register.write')
  @Changes('Change a data flow', ChangeDataFlowDto, DataFlowDto)
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeDataFlowDto,
  ): Promise<Answer> {
    return this.service.change(context, id, rowVersion, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('register.write')
  @Retires('Retire a data flow')
  retire(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.service.retire(context, id, rowVersion);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Permit('register.write')
  @Acts('Restore a retired data flow', DataFlowDto)
  restore(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.service.restore(context, id);
  }
}
