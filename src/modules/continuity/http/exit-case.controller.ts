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
import { ExitCaseService } from '../exit-case.service.js';
import { ExitDecisionService } from '../exit-decision.service.js';
import { ExitCaseReadModel } from '../persistence/exit-case.read-model.js';
import {
  ChangeExitCaseDto,
  CloseExitCaseDto,
  ExitCaseDto,
  ExitCaseQuery,
  OpenExitCaseDto,
  RefuseExitCaseDto,
} from './exit-case.dto.js';

/** How something is left in order. */
@ApiTags('exit cases')
@Controller('api/v1/exit-cases')
export class ExitCaseController {
  constructor(
    private readonly service: ExitCaseService,
    private readonly decisions: ExitDecisionService,
    private readonly readModel: ExitCaseReadModel,
  ) {}

  @Get()
  @Permit('register.read')
  @Lists('List exit cases', ExitCaseDto)
  async list(@Context() { actor }: RequestContext, @Query() query: ExitCaseQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.page(query, actor.scope, parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('exits.write')
  @Creates('Open an exit case', ExitCaseDto)
  create(@Context() context: RequestContext, @Body() body: OpenExitCaseDto): Promise<Answer> {
    return this.service.open(context, body);
  }

  @Get(':id')
  @Permit('register.read')
  @Reads('Read an exit case', ExitCaseDto)
  async read(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const { json, rowVersion } = await this.readModel.one(id, actor.scope, parseAsOf(query.asOf));
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Patch(':id')
  @Permit('exits.write')
  @Changes('Change an exit case, which takes its submission away', ChangeExitCaseDto, ExitCaseDto)
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeExitCaseDto,
  ): Promise<Answer> {
    return this.service.change(context, id, rowVersion, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('exits.write')
  @Retires('Retire an exit case of which nothing is recorded yet')
  retire(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.service.retire(context, id, rowVersion);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Permit('exits.write')
  @Acts('Restore a retired exit case', ExitCaseDto)
  restore(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.service.restore(context, id);
  }

  @Post(':id/submit')
  @HttpCode(200)
  @Permit('exits.write')
  @Acts('Submit an exit case of which every step is done or not applicable', ExitCaseDto, { ifMatch: true })
  submit(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.decisions.submit(context, id, rowVersion);
  }

  @Post(':id/close')
  @HttpCode(200)
  @Permit('exits.close')
  @Acts('Close an exit case that others prepared, exactly as it was submitted', ExitCaseDto, {
    ifMatch: true,
  })
  close(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() { reason = null }: CloseExitCaseDto,
  ): Promise<Answer> {
    return this.decisions.close(context, id, rowVersion, reason);
  }

  @Post(':id/return')
  @HttpCode(200)
  @Permit('exits.close')
  @Acts('Return an exit case to those who prepared it', ExitCaseDto, { ifMatch: true })
  return(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() { reason }: RefuseExitCaseDto,
  ): Promise<Answer> {
    return this.decisions.return(context, id, rowVersion, reason);
  }

  @Post(':id/abandon')
  @HttpCode(200)
  @Permit('exits.close')
  @Acts('Abandon an exit that others prepared: the firm stays', ExitCaseDto, { ifMatch: true })
  abandon(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() { reason }: RefuseExitCaseDto,
  ): Promise<Answer> {
    return this.decisions.abandon(context, id, rowVersion, reason);
  }
}
