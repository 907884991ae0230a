import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { RequestContext } from '../../../kernel/actor.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Answer } from '../../../platform/http/answer.js';
import { Context } from '../../../platform/http/request.js';
import { EvaluationService } from '../evaluation.service.js';
import { EvaluationAnswerDto } from './score.dto.js';
import { EvaluationDto } from './evaluation.dto.js';

/** The two forms of a request: no body can have both, so that no example of single fields shows one. */
export const EVALUATION_EXAMPLES = {
  facts: {
    summary: 'From facts',
    value: {
      tier: 'T3',
      facts: {
        dataClasses: ['confidential'],
        deployment: 'multi_tenant_saas',
        retention: 'up_to_30_days',
        trainingUse: 'contractually_excluded',
        chain: 'disclosed_two_tiers',
      },
      controls: { D: { encryption: [1, 1], input_controls: [1, 0.5] } },
    },
  },
  figures: {
    summary: 'From figures',
    value: {
      tier: 'T1',
      exposures: { D: 0.3528, M: 0.5333, L: 0.135, S: 0.3, R: 0.525, C: 0.4, P: 0.375 },
      controlEffects: { D: 0.7, M: 0.8, L: 0.54, S: 0.6, R: 0.72, C: 0.3, P: 0.72 },
      gates: { G5: true },
    },
  },
};

/** The method by itself: anybody can check a score by hand. */
@ApiTags('scores')
@Controller('api/v1/scoring')
export class EvaluationController {
  constructor(private readonly evaluations: EvaluationService) {}

  @Post('evaluate')
  @HttpCode(200)
  @Permit('scores.read')
  @ApiOperation({ summary: 'Score facts, or intermediate figures, given in the request; nothing is stored' })
  @ApiBody({ type: EvaluationDto, examples: EVALUATION_EXAMPLES })
  @ApiOkResponse({ type: EvaluationAnswerDto, description: 'The score with everything that it is made of.' })
  async evaluate(@Context() context: RequestContext, @Body() body: EvaluationDto): Promise<Answer> {
    return Answer.ok(await this.evaluations.evaluate(body, context.locale));
  }
}
