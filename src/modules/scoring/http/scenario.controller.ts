import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { RequestContext } from '../../../kernel/actor.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Answer } from '../../../platform/http/answer.js';
import { Context } from '../../../platform/http/request.js';
import { ScenarioService } from '../scenario.service.js';
import { ScenarioAnswerDto, ScenarioDto } from './scenario.dto.js';

/** What would be better, or worse; nothing is stored. */
@ApiTags('simulations')
@Controller('api/v1/scenarios')
export class ScenarioController {
  constructor(private readonly scenarios: ScenarioService) {}

  @Post('compare')
  @HttpCode(200)
  @Permit('scores.read')
  @ApiOperation({
    summary: 'Compare the register with what it would be: scores, concentration, cut sets, standstills',
  })
  @ApiOkResponse({ type: ScenarioAnswerDto, description: 'What would be otherwise.' })
  async compare(@Context() context: RequestContext, @Body() body: ScenarioDto): Promise<Answer> {
    return Answer.ok(await this.scenarios.compare(context.actor, body, context.locale));
  }
}
