import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { RequestContext } from '../../../kernel/actor.js';
import { parseAsOf } from '../../../kernel/as-of.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Answer } from '../../../platform/http/answer.js';
import { Context } from '../../../platform/http/request.js';
import { AvailabilityService } from '../availability.service.js';
import { OutageService } from '../outage.service.js';
import { PortfolioSimulation } from '../portfolio-simulation.js';
import { AvailabilityAnswerDto, AvailabilityDto } from './availability.dto.js';
import { OutageAnswerDto, OutageDto } from './failure.dto.js';
import { PortfolioAnswerDto, PortfolioDto } from './portfolio.dto.js';

/** What would happen; nothing is stored. */
@ApiTags('simulations')
@Controller('api/v1/simulations')
export class SimulationController {
  constructor(
    private readonly availabilities: AvailabilityService,
    private readonly outages: OutageService,
    private readonly portfolios: PortfolioSimulation,
  ) {}

  @Post('outage')
  @HttpCode(200)
  @Permit('graph.read')
  @ApiOperation({ summary: 'Fail several things of the register at once and see what stops, and why' })
  @ApiOkResponse({
    type: OutageAnswerDto,
    description: 'Each use case, stopped or not, with the path, and what its contingency plan is worth.',
  })
  async outage(@Context() context: RequestContext, @Body() body: OutageDto): Promise<Answer> {
    const { actor, locale } = context;
    const asOf = parseAsOf(body.asOf);
    const { failed, hours } = body;
    const answer = await this.outages.simulate(actor, { failed, hours, asOf }, locale);
    return Answer.ok(JSON.stringify(answer));
  }

  @Post('portfolio')
  @HttpCode(200)
  @Permit('graph.read')
  @ApiOperation({ summary: 'Judge a portfolio given in the request' })
  @ApiOkResponse({
    type: PortfolioAnswerDto,
    description: 'What stops, every blast radius, and the minimal cut sets.',
  })
  async portfolio(@Body() body: PortfolioDto): Promise<Answer> {
    return Answer.ok(await this.portfolios.simulate(body));
  }

  @Post('availability')
  @HttpCode(200)
  @Permit('graph.read')
  @ApiOperation({
    summary: 'Reckon how often the use cases of a portfolio given in the request work',
    description:
      'Exact, also where alternatives share what they stand on; sampled where more than 25 nodes of one part are shared, or where it would be too much work. The same request has the same answer.',
  })
  @ApiOkResponse({
    type: AvailabilityAnswerDto,
    description: 'Each use case with its availability, how it was found, and the nodes by importance.',
  })
  async availability(@Body() body: AvailabilityDto): Promise<Answer> {
    return Answer.ok(await this.availabilities.simulate(body));
  }
}
