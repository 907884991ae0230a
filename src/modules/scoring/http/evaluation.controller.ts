import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { RequestContext } from '../../../kernel/actor.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Answer } from '../../../platform/http/answer.js';
import { Context } from '../../../platform/http/request.js';
import { EvaluationService } from '../evaluation.service.js';
import { EvaluationAnswerDto } from './score.dto.js';
import { EvaluationDto } from './evaluation.dto.js';

/** The method by itself: anybody can check a score by hand. */
@ApiTags('scores')
@Controller('api/v1/scoring')
export class EvaluationController {
  constructor(private readonly evaluations: EvaluationService) {}

  @Post('evaluate')
  @HttpCode(200)
  @Permit('scores.read')
  @ApiOperation({ summary: 'Score facts, or intermediate figures, given in the request; nothing is stored' })
  @ApiOkResponse({ type: EvaluationAnswerDto, description: 'The score with everything that it is made of.' })
  async evaluate(@Context() context: RequestContext, @Body() body: EvaluationDto): Promise<Answer> {
    return Answer.ok(await this.evaluations.evaluate(body, context.locale));
  }
}
