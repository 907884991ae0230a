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
import { AssessmentResults } from '../assessment-results.js';
import { AssessmentService } from '../assessment.service.js';
import { AssessmentReadModel } from '../persistence/assessment.read-model.js';
import {
  AssessmentDto,
  AssessmentQuery,
  AssessmentResultsDto,
  AssessmentSummaryDto,
  ChangeAssessmentDto,
  CreateAssessmentDto,
} from './assessment.dto.js';

/** Due diligence on providers and components. */
@ApiTags('assessments')
@Controller('api/v1/assessments')
export class AssessmentController {
  constructor(
    private readonly service: AssessmentService,
    private readonly readModel: AssessmentReadModel,
    private readonly results: AssessmentResults,
  ) {}

  @Get()
  @Permit('register.read')
  @Lists('List assessments', AssessmentSummaryDto)
  async list(@Context() { actor }: RequestContext, @Query() query: AssessmentQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.page(query, actor.scope, parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('assessments.write')
  @Creates('Begin an assessment', AssessmentDto)
  create(@Context() context: RequestContext, @Body() body: CreateAssessmentDto): Promise<Answer> {
    return this.service.register(context, body);
  }

  @Get(':id')
  @Permit('register.read')
  @Reads('Read an assessment, with its answers', AssessmentDto)
  async read(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const { json, rowVersion } = await this.readModel.one(id, actor.scope, parseAsOf(query.asOf));
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Get(':id/results')
  @Permit('register.read')
  @Reads('How an assessment was answered, section by section', AssessmentResultsDto, { etag: false })
  readResults(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ReadQuery,
  ) {
    return this.results.of(id, actor.scope, parseAsOf(query.asOf));
  }

  @Patch(':id')
  @Permit('assessments.write')
  @Changes('Change an assessment, or answer its questions', ChangeAssessmentDto, AssessmentDto)
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeAssessmentDto,
  ): Promise<Answer> {
    return this.service.change(context, id, rowVersion, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('assessments.write')
  @Retires('Retire an assessment that nobody has decided on')
  retire(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.service.retire(context, id, rowVersion);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Permit('assessments.write')
  @Acts('Restore a retired assessment', AssessmentDto)
  restore(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.service.restore(context, id);
  }
}
