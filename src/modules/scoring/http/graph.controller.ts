import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { RequestContext } from '../../../kernel/actor.js';
import { parseAsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Answer } from '../../../platform/http/answer.js';
import { IdPipe } from '../../../platform/http/id.pipe.js';
import { Reads } from '../../../platform/http/operation.js';
import { ReadQuery } from '../../../platform/http/query-fields.js';
import { Context } from '../../../platform/http/request.js';
import { AvailabilityService } from '../availability.service.js';
import { ConcentrationService } from '../concentration.service.js';
import { FailureService } from '../failure.service.js';
import { UseCaseAvailabilityDto } from './availability.dto.js';
import { ConcentrationDto, ConcentrationQuery } from './concentration.dto.js';
import { BlastRadiusDto, CutSetsDto, CutSetsQuery } from './failure.dto.js';

/** Questions to the graph of the register. */
@ApiTags('graph')
@Controller('api/v1')
export class GraphController {
  constructor(
    private readonly availabilities: AvailabilityService,
    private readonly concentrations: ConcentrationService,
    private readonly failures: FailureService,
  ) {}

  @Get('concentration')
  @Permit('graph.read')
  @Reads('Measure concentration on one axis', ConcentrationDto, { etag: false })
  async concentration(
    @Context() context: RequestContext,
    @Query() query: ConcentrationQuery,
  ): Promise<Answer> {
    const { scope } = context.actor;
    if (query.legalEntityId !== undefined && !scope.all && !scope.ids.includes(query.legalEntityId))
      throw notFound();
    return json(await this.concentrations.measure(context.actor, query, parseAsOf(query.asOf)));
  }

  @Get('components/:id/blast-radius')
  @Permit('graph.read')
  @Reads('See what stops when a component fails', BlastRadiusDto, { etag: false })
  async ofComponent(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    return json(await this.#radius(context, id, 'component', query));
  }

  @Get('providers/:id/blast-radius')
  @Permit('graph.read')
  @Reads('See what stops when a provider fails', BlastRadiusDto, { etag: false })
  async ofProvider(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    return json(await this.#radius(context, id, 'provider', query));
  }

  #radius({ actor, locale }: RequestContext, id: string, type: 'component' | 'provider', query: ReadQuery) {
    return this.failures.blastRadius(actor, id, type, parseAsOf(query.asOf), locale);
  }

  @Get('use-cases/:id/cut-sets')
  @Permit('graph.read')
  @Reads('List the smallest sets of nodes whose joint failure stops a use case', CutSetsDto, { etag: false })
  async cutSets(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: CutSetsQuery,
  ): Promise<Answer> {
    const { actor } = context;
    return Answer.ok(await this.failures.cutSetsOf(actor, id, query.maxOrder ?? 2, parseAsOf(query.asOf)));
  }

  @Get('use-cases/:id/availability')
  @Permit('graph.read')
  @ApiOperation({
    summary: 'See how often a use case works, and what that hangs on',
    description:
      'Reckoned with 0.99 for every node that can fail: what services promise, and what was measured of them, is not recorded yet. Parents, base models and manual procedures do not fail by themselves, what is out of service has failed, and no common causes are assumed. So it compares architectures; it does not predict hours.',
  })
  @ApiOkResponse({
    type: UseCaseAvailabilityDto,
    description: 'Availability, method and nodes by importance.',
  })
  async availability(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    return Answer.ok(await this.availabilities.ofUseCase(actor, id, parseAsOf(query.asOf)));
  }
}

function json(value: unknown): Answer {
  return Answer.ok(JSON.stringify(value));
}
