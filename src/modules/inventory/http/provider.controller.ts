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
import { ProviderReadModel } from '../persistence/provider.read-model.js';
import { ProviderService } from '../provider.service.js';
import {
  ChangeProviderDto,
  DecideProviderDto,
  CreateProviderDto,
  CreateProvidersDto,
  ProviderDto,
  ProviderQuery,
} from './provider.dto.js';

@ApiTags('providers')
@Controller('api/v1/providers')
export class ProviderController {
  constructor(
    private readonly service: ProviderService,
    private readonly readModel: ProviderReadModel,
  ) {}

  @Get()
  @Permit('register.read')
  @Lists('List providers', ProviderDto)
  async list(@Query() query: ProviderQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.page(query, parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('register.write')
  @Creates('Register a provider', ProviderDto)
  create(@Context() context: RequestContext, @Body() body: CreateProviderDto): Promise<Answer> {
    return this.service.register(context, body);
  }

  @Post('batch')
  @Permit('register.write')
  @CreatesMany('Register up to 1,000 providers, all or none', ProviderDto)
  createBatch(@Context() context: RequestContext, @Body() body: CreateProvidersDto): Promise<Answer> {
    return this.service.registerBatch(context, body.items);
  }

  @Get(':id')
  @Permit('register.read')
  @Reads('Read a provider', ProviderDto)
  async read(@Param('id', IdPipe) id: string, @Query() query: ReadQuery): Promise<Answer> {
    const { json, rowVersion } = await this.readModel.one(id, parseAsOf(query.asOf));
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Patch(':id')
  @Permit('register.write')
  @Changes('Change a provider', ChangeProviderDto, ProviderDto)
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeProviderDto,
  ): Promise<Answer> {
    return this.service.change(context, id, rowVersion, body);
  }

  @Post(':id/status')
  @HttpCode(200)
  @Permit('register.approve')
  @Acts('Decide where a provider stands', ProviderDto, { ifMatch: true })
  decide(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() { status }: DecideProviderDto,
  ): Promise<Answer> {
    return this.service.change(context, id, rowVersion, { status });
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('register.write')
  @Retires('Retire a provider')
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
  @Acts('Restore a retired provider', ProviderDto)
  restore(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.service.restore(context, id);
  }
}
