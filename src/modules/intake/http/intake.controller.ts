import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { RequestContext } from '../../../kernel/actor.js';
import { Permit } from '../../../platform/auth/permit.js';
import type { Answer } from '../../../platform/http/answer.js';
import { QueryFlagField } from '../../../platform/http/query-fields.js';
import { Creates, Reads } from '../../../platform/http/operation.js';
import { Context } from '../../../platform/http/request.js';
import { IntakeService } from '../intake.service.js';
import { shownQuestions } from '../questions-answer.js';
import { IntakeAnswerDto } from './intake.answer.js';
import { IntakeDto } from './intake.dto.js';
import { QuestionsDto } from './question.dto.js';

export class IntakeQuery {
  @QueryFlagField({
    description: 'Answers the same and stores nothing: a preview.',
    optional: true,
    default: false,
    example: true,
  })
  dryRun?: boolean;
}

@ApiTags('intake')
@Controller('api/v1/intake')
export class IntakeController {
  constructor(private readonly service: IntakeService) {}

  @Get('questions')
  @Permit('register.read')
  @Reads('The questions of the intake, in both languages', QuestionsDto, { etag: false })
  questions(): QuestionsDto {
    return shownQuestions();
  }

  @Post()
  @Permit('register.write')
  @Creates('Take in a use case: draft, stack, tier, and what that tier asks for', IntakeAnswerDto)
  @ApiOkResponse({ type: IntakeAnswerDto, description: 'The preview; nothing was stored.' })
  take(
    @Context() context: RequestContext,
    @Query() { dryRun }: IntakeQuery,
    @Body() body: IntakeDto,
  ): Promise<Answer> {
    return dryRun ? this.service.preview(context, body) : this.service.take(context, body);
  }
}
