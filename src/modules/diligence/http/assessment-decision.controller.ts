import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { RequestContext } from '../../../kernel/actor.js';
import { Permit } from '../../../platform/auth/permit.js';
import type { Answer } from '../../../platform/http/answer.js';
import { IdPipe } from '../../../platform/http/id.pipe.js';
import { Acts } from '../../../platform/http/operation.js';
import { Context, IfMatch } from '../../../platform/http/request.js';
import { AssessmentDecisions } from '../assessment-decisions.service.js';
import { ApproveAssessmentDto, AssessmentDto, ReasonDto } from './assessment.dto.js';

/** Submit, and decide by another person. */
@ApiTags('assessments')
@Controller('api/v1/assessments')
export class AssessmentDecisionController {
  constructor(private readonly service: AssessmentDecisions) {}

  @Post(':id/submit')
  @HttpCode(200)
  @Permit('assessments.write')
  @Acts('Put an assessment before somebody who decides', AssessmentDto, { ifMatch: true })
  submit(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.service.submit(context, id, rowVersion);
  }

  @Post(':id/return')
  @HttpCode(200)
  @Permit('assessments.decide')
  @Acts('Return a submitted assessment for more', AssessmentDto, { ifMatch: true })
  return(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() { reason }: ReasonDto,
  ): Promise<Answer> {
    return this.service.return(context, id, rowVersion, reason);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Permit('assessments.decide')
  @Acts('Approve a submitted assessment that others prepared', AssessmentDto, { ifMatch: true })
  approve(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ApproveAssessmentDto,
  ): Promise<Answer> {
    return this.service.approve(context, id, rowVersion, body);
  }

  @Post(':id/reject')
  @HttpCode(200)
  @Permit('assessments.decide')
  @Acts('Reject a submitted assessment that others prepared', AssessmentDto, { ifMatch: true })
  reject(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() { reason }: ReasonDto,
  ): Promise<Answer> {
    return this.service.reject(context, id, rowVersion, reason);
  }
}
