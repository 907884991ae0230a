import { Body, Controller, Delete, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { RequestContext } from '../../../kernel/actor.js';
import { Permit } from '../../../platform/auth/permit.js';
import type { Answer } from '../../../platform/http/answer.js';
import { IdPipe } from '../../../platform/http/id.pipe.js';
import { Acts, Changes } from '../../../platform/http/operation.js';
import { Context, IfMatch } from '../../../platform/http/request.js';
import { AssessmentFollowup } from '../assessment-followup.service.js';
import { AssessmentDto } from './assessment.dto.js';
import { ChangeFindingDto, CloseFindingDto, CreateFindingDto, ProofDto } from './finding.dto.js';

/** Findings and conditions of an assessment: they are shown, and versioned, with it. */
@ApiTags('assessments')
@Controller('api/v1/assessments')
export class AssessmentFollowupController {
  constructor(private readonly service: AssessmentFollowup) {}

  @Post(':id/findings')
  @HttpCode(200)
  @Permit('assessments.write')
  @Acts('Note a finding', AssessmentDto, { ifMatch: true })
  addFinding(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: CreateFindingDto,
  ): Promise<Answer> {
    return this.service.addFinding(context, id, rowVersion, body);
  }

  @Patch(':id/findings/:findingId')
  @Permit('assessments.write')
  @Changes('Change a finding of an assessment that is open', ChangeFindingDto, AssessmentDto)
  changeFinding(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @Param('findingId', IdPipe) findingId: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeFindingDto,
  ): Promise<Answer> {
    return this.service.changeFinding(context, id, findingId, rowVersion, body);
  }

  @Delete(':id/findings/:findingId')
  @HttpCode(200)
  @Permit('assessments.write')
  @Acts('Take back a finding of an assessment that is open', AssessmentDto, { ifMatch: true })
  retireFinding(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @Param('findingId', IdPipe) findingId: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.service.retireFinding(context, id, findingId, rowVersion);
  }

  @Post(':id/findings/:findingId/close')
  @HttpCode(200)
  @Permit('assessments.decide')
  @Acts('Record that a finding is dealt with', AssessmentDto, { ifMatch: true })
  closeFinding(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @Param('findingId', IdPipe) findingId: string,
    @IfMatch() rowVersion: number,
    @Body() body: CloseFindingDto,
  ): Promise<Answer> {
    return this.service.closeFinding(context, id, findingId, rowVersion, body);
  }

  @Post(':id/conditions/:conditionId/meet')
  @HttpCode(200)
  @Permit('assessments.decide')
  @Acts('Record that a condition of the approval is met', AssessmentDto, { ifMatch: true })
  meetCondition(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @Param('conditionId', IdPipe) conditionId: string,
    @IfMatch() rowVersion: number,
    @Body() body: ProofDto,
  ): Promise<Answer> {
    return this.service.meetCondition(context, id, conditionId, rowVersion, body);
  }
}
