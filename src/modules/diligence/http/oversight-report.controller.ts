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
import { OversightReportService } from '../oversight-report.service.js';
import { OversightReportReadModel } from '../persistence/oversight-report.read-model.js';
import {
  ChangeOversightReportDto,
  CreateOversightReportDto,
  OversightReportDto,
  OversightReportQuery,
} from './delegation.dto.js';

/** By which meetings and reports a delegated function is overseen. */
@ApiTags('delegations')
@Controller('api/v1/delegations/:id/oversight-reports')
export class OversightReportController {
  constructor(
    private readonly service: OversightReportService,
    private readonly readModel: OversightReportReadModel,
  ) {}

  @Get()
  @Permit('register.read')
  @Lists('List the meetings and reports of oversight of a delegation', OversightReportDto)
  async list(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) delegationId: string,
    @Query() query: OversightReportQuery,
  ): Promise<Answer> {
    return Answer.ok(await this.readModel.page(delegationId, query, actor.scope, parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('assurance.write')
  @Creates('Record a meeting or report of oversight', OversightReportDto)
  create(
    @Context() context: RequestContext,
    @Param('id', IdPipe) delegationId: string,
    @Body() body: CreateOversightReportDto,
  ): Promise<Answer> {
    return this.service.register(context, delegationId, body);
  }

  @Get(':reportId')
  @Permit('register.read')
  @Reads('Read a meeting or report of oversight', OversightReportDto)
  async read(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) delegationId: string,
    @Param('reportId', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const asOf = parseAsOf(query.asOf);
    const { json, rowVersion } = await this.readModel.one(delegationId, id, actor.scope, asOf);
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Patch(':reportId')
  @Permit('assurance.write')
  @Changes('Correct a meeting or report of oversight', ChangeOversightReportDto, OversightReportDto)
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) delegationId: string,
    @Param('reportId', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeOversightReportDto,
  ): Promise<Answer> {
    return this.service.change(context, delegationId, id, rowVersion, body);
  }

  @Delete(':reportId')
  @HttpCode(204)
  @Permit('assurance.write')
  @Retires('Retire a meeting or report of oversight that was recorded in error')
  retire(
    @Context() context: RequestContext,
    @Param('id', IdPipe) delegationId: string,
    @Param('reportId', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.service.retire(context, delegationId, id, rowVersion);
  }

  @Post(':reportId/restore')
  @HttpCode(200)
  @Permit('assurance.write')
  @Acts('Restore a retired meeting or report of oversight', OversightReportDto)
  restore(
    @Context() context: RequestContext,
    @Param('id', IdPipe) delegationId: string,
    @Param('reportId', IdPipe) id: string,
  ): Promise<Answer> {
    return this.service.restore(context, delegationId, id);
  }
}
