import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { RequestContext } from '../../../kernel/actor.js';
import { parseAsOf } from '../../../kernel/as-of.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Answer } from '../../../platform/http/answer.js';
import { IdPipe } from '../../../platform/http/id.pipe.js';
import { Acts, Lists, Reads } from '../../../platform/http/operation.js';
import { ReadQuery } from '../../../platform/http/query-fields.js';
import { Context, etagOf, IfMatch } from '../../../platform/http/request.js';
import { shownFinding } from '../domain/shown-finding.js';
import { FindingService } from '../finding.service.js';
import { FindingReadModel } from '../persistence/finding.read-model.js';
import {
  AcceptFindingDto,
  FindingDto,
  FindingItemDto,
  FindingQuery,
  TreatFindingDto,
  WithdrawAcceptanceDto,
} from './finding.dto.js';

/** What exceeds a limit, and what is decided about it. */
@ApiTags('concentration-limits')
@Controller('api/v1/concentration-findings')
export class FindingController {
  constructor(
    private readonly service: FindingService,
    private readonly findings: FindingReadModel,
  ) {}

  @Get()
  @Permit('graph.read')
  @Lists('List what exceeds concentration limits, or did', FindingItemDto)
  async list(@Context() { actor }: RequestContext, @Query() query: FindingQuery): Promise<Answer> {
    return Answer.ok(await this.findings.page(query, actor.scope, parseAsOf(query.asOf)));
  }

  @Get(':id')
  @Permit('graph.read')
  @Reads('Read one excess over a concentration limit, explained', FindingDto)
  async read(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const record = await this.findings.one(id, actor.scope, parseAsOf(query.asOf));
    return Answer.ok(JSON.stringify(shownFinding(record)), etagOf(record.rowVersion));
  }

  @Post(':id/accept')
  @HttpCode(200)
  @Permit('limits.accept')
  @Acts('Accept an excess for a time and up to a value', FindingDto, { ifMatch: true })
  accept(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: AcceptFindingDto,
  ): Promise<Answer> {
    return this.service.accept(context, id, rowVersion, body);
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @Permit('limits.accept')
  @Acts('Take the acceptance of an excess back', FindingDto, { ifMatch: true })
  withdraw(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: WithdrawAcceptanceDto,
  ): Promise<Answer> {
    return this.service.withdraw(context, id, rowVersion, body.reason);
  }

  @Post(':id/treat')
  @HttpCode(200)
  @Permit('limits.write')
  @Acts('Plan what is done about an excess', FindingDto, { ifMatch: true })
  treat(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: TreatFindingDto,
  ): Promise<Answer> {
    return this.service.treat(context, id, rowVersion, body);
  }
}
