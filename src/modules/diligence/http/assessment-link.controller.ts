import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { RequestContext } from '../../../kernel/actor.js';
import { parseAsOf } from '../../../kernel/as-of.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Answer } from '../../../platform/http/answer.js';
import { IdPipe } from '../../../platform/http/id.pipe.js';
import { Acts, Lists, Repeatable } from '../../../platform/http/operation.js';
import { Context, IfMatch } from '../../../platform/http/request.js';
import { AssessmentLinks } from '../assessment-links.service.js';
import { LinkReadModel } from '../persistence/assessment-link.read-model.js';
import { AssessmentDto } from './assessment.dto.js';
import { AssessmentLinkDto, CreateLinkDto, LinkQuery, NewLinkDto } from './assessment-link.dto.js';

/** Links over which providers answer. */
@ApiTags('assessments')
@Controller('api/v1/assessments')
export class AssessmentLinkController {
  constructor(
    private readonly service: AssessmentLinks,
    private readonly readModel: LinkReadModel,
  ) {}

  @Get(':id/links')
  @Permit('register.read')
  @Lists('List the links of an assessment', AssessmentLinkDto)
  async list(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: LinkQuery,
  ): Promise<Answer> {
    return Answer.ok(await this.readModel.page(id, query, actor.scope, parseAsOf(query.asOf)));
  }

  @Post(':id/links')
  @Permit('assessments.write')
  @ApiOperation({ summary: 'Send the questions to the provider, by a link' })
  @ApiCreatedResponse({
    type: NewLinkDto,
    description: 'The link, with its token.',
    headers: { Location: { description: 'The links.', schema: { type: 'string', maxLength: 500 } } },
  })
  @Repeatable()
  @ApiHeader({
    name: 'If-Match',
    required: true,
    description: 'The ETag of the version that you read.',
    schema: { type: 'string', maxLength: 20, example: '"1"' },
  })
  issue(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: CreateLinkDto,
  ): Promise<Answer> {
    return this.service.issue(context, id, rowVersion, body);
  }

  @Post(':id/links/:linkId/revoke')
  @HttpCode(200)
  @Permit('assessments.write')
  @Acts('Take a link back', AssessmentDto)
  revoke(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @Param('linkId', IdPipe) linkId: string,
  ): Promise<Answer> {
    return this.service.revoke(context, id, linkId);
  }
}
