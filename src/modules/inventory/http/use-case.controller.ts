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
import { UseCaseReadModel } from '../persistence/use-case.read-model.js';
import { UseCaseService } from '../use-case.service.js';
import { UseCaseDto, UseCaseItemDto } from './use-case.answer.js';
import {
  ChangeUseCaseDto,
  DecideUseCaseDto,
  CreateUseCaseDto,
  CreateUseCasesDto,
  DesignationInputDto,
} from './use-case.dto.js';
import { toUseCaseInput } from './use-case.mapping.js';
import { UseCaseQuery } from './use-case.query.js';

@ApiTags('use-cases')
@Controller('api/v1/use-cases')
export class UseCaseController {
  constructor(
    private readonly service: UseCaseService,
    private readonly readModel: UseCaseReadModel,
  ) {}

  @Get()
  @Permit('register.read')
  @Lists('List use cases', UseCaseItemDto)
  async list(@Context() { actor }: RequestContext, @Query() query: UseCaseQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.page(query, actor.scope, parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('register.write')
  @Creates('Register a use case', UseCaseDto)
  create(@Context() context: RequestContext, @Body() body: CreateUseCaseDto): Promise<Answer> {
    return this.service.register(context, toUseCaseInput(body));
  }

  @Post('batch')
  @Permit('register.write')
  @CreatesMany('Register up to 1,000 use cases, all or none', UseCaseItemDto)
  createBatch(@Context() context: RequestContext, @Body() body: CreateUseCasesDto): Promise<Answer> {
    return this.service.registerBatch(context, body.items.map(toUseCaseInput));
  }

  @Get(':id')
  @Permit('register.read')
  @Reads('Read a use case', UseCaseDto)
  async read(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const { json, rowVersion } = await this.readModel.one(id, actor.scope, parseAsOf(query.asOf));
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Patch(':id')
  @Permit('register.write')
  @Changes('Change a use case; its tier is derived again', ChangeUseCaseDto, UseCaseDto)
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeUseCaseDto,
  ): Promise<Answer> {
    return this.service.change(context, id, rowVersion, toUseCaseInput(body));
  }

  @Post(':id/status')
  @HttpCode(200)
  @Permit('register.approve')
  @Acts('Decide where a use case stands', UseCaseDto, { ifMatch: true })
  decide(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() { status }: DecideUseCaseDto,
  ): Promise<Answer> {
    return this.service.change(context, id, rowVersion, { status });
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('register.write')
  @Retires('Retire a use case; its requirements stay with it')
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
  @Acts('Restore a retired use case', UseCaseDto)
  restore(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.service.restore(context, id);
  }

  @Post(':id/designate')
  @HttpCode(200)
  @Permit('register.approve')
  @Acts('Designate a use case as high-risk beyond what the rules derive', UseCaseDto)
  designate(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: DesignationInputDto,
  ): Promise<Answer> {
    return this.service.designate(context, id, body.reason);
  }

  @Post(':id/withdraw-designation')
  @HttpCode(200)
  @Permit('register.approve')
  @Acts('Withdraw the firm’s own designation; a derived high risk stays', UseCaseDto)
  withdrawDesignation(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: DesignationInputDto,
  ): Promise<Answer> {
    return this.service.withdrawDesignation(context, id, body.reason);
  }
}
