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
import { RiskStatementReadModel } from '../persistence/risk-statement.read-model.js';
import { RiskStatementDecisions } from '../risk-statement-decisions.service.js';
import { RiskStatementService } from '../risk-statement.service.js';
import {
  ApproveRiskStatementDto,
  ChangeRiskStatementDto,
  CreateRiskStatementDto,
  RiskStatementDto,
  RiskStatementQuery,
  RiskStatementSummaryDto,
} from './risk-statement.dto.js';

/** Which risks a use case has. */
@ApiTags('risk statements')
@Controller('api/v1/risk-statements')
export class RiskStatementController {
  constructor(
    private readonly service: RiskStatementService,
    private readonly decisions: RiskStatementDecisions,
    private readonly readModel: RiskStatementReadModel,
  ) {}

  @Get()
  @Permit('register.read')
  @Lists('List risk statements', RiskStatementSummaryDto)
  async list(@Context() { actor }: RequestContext, @Query() query: RiskStatementQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.page(query, actor.scope, parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('risk_statements.write')
  @Creates('Begin a risk statement, to follow the one in force', RiskStatementDto)
  create(@Context() context: RequestContext, @Body() body: CreateRiskStatementDto): Promise<Answer> {
    return this.service.register(context, body);
  }

  @Get(':id')
  @Permit('register.read')
  @Reads('Read a risk statement', RiskStatementDto)
  async read(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const { json, rowVersion } = await this.readModel.one(id, actor.scope, parseAsOf(query.asOf));
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Patch(':id')
  @Permit('risk_statements.write')
  @Changes(
    'Change a risk statement that is not approved, which makes it a draft',
    ChangeRiskStatementDto,
    RiskStatementDto,
  )
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeRiskStatementDto,
  ): Promise<Answer> {
    return this.service.change(context, id, rowVersion, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('risk_statements.write')
  @Retires('Retire a risk statement that leaves no high risk behind')
  retire(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.service.retire(context, id, rowVersion);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Permit('risk_statements.write')
  @Acts('Restore a retired risk statement, as a draft', RiskStatementDto)
  restore(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.service.restore(context, id);
  }

  @Post(':id/submit')
  @HttpCode(200)
  @Permit('risk_statements.write')
  @Acts('Submit a risk statement for approval', RiskStatementDto, { ifMatch: true })
  submit(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.decisions.submit(context, id, rowVersion);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Permit('risk_statements.approve')
  @Acts('Approve a risk statement that others wrote and assessed', RiskStatementDto, { ifMatch: true })
  approve(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() { reason = null }: ApproveRiskStatementDto,
  ): Promise<Answer> {
    return this.decisions.approve(context, id, rowVersion, reason);
  }
}
