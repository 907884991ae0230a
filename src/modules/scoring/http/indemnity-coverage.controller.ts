import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { RequestContext } from '../../../kernel/actor.js';
import { parseAsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Answer } from '../../../platform/http/answer.js';
import { Lists, Reads } from '../../../platform/http/operation.js';
import { Context } from '../../../platform/http/request.js';
import { IndemnityCoverageService } from '../indemnity-coverage.service.js';
import { IndemnityCoverageReadModel } from '../persistence/indemnity-coverage.read-model.js';
import {
  CoverageDto,
  CoverageQuery,
  CoverageSummaryDto,
  CoverageSummaryQuery,
} from './indemnity-coverage.dto.js';

/** What nobody would pay for (paragraph 26(c)). */
@ApiTags('arrangements')
@Controller('api/v1/indemnity-coverage')
export class IndemnityCoverageController {
  constructor(
    private readonly coverage: IndemnityCoverageReadModel,
    private readonly service: IndemnityCoverageService,
  ) {}

  @Get()
  @Permit('register.read')
  @Lists('List who would pay for which claims over which use cases', CoverageDto)
  async list(@Context() { actor, locale }: RequestContext, @Query() query: CoverageQuery): Promise<Answer> {
    return Answer.ok(await this.coverage.page(query, actor.scope, parseAsOf(query.asOf), locale));
  }

  @Get('summary')
  @Permit('register.read')
  @Reads('Count who would pay, and list what nobody would pay for', CoverageSummaryDto, { etag: false })
  async summary(
    @Context() { actor: { scope } }: RequestContext,
    @Query() { legalEntityId, asOf }: CoverageSummaryQuery,
  ): Promise<Answer> {
    if (legalEntityId !== undefined && !scope.all && !scope.ids.includes(legalEntityId)) throw notFound();
    return Answer.ok(await this.service.summary(legalEntityId, scope, parseAsOf(asOf)));
  }
}
