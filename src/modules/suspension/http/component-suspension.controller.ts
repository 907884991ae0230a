import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { RequestContext } from '../../../kernel/actor.js';
import { parseAsOf } from '../../../kernel/as-of.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Answer } from '../../../platform/http/answer.js';
import { IdPipe } from '../../../platform/http/id.pipe.js';
import { Acts, Reads } from '../../../platform/http/operation.js';
import { ReadQuery } from '../../../platform/http/query-fields.js';
import { Context, IfMatch } from '../../../platform/http/request.js';
import { ComponentDto } from '../../inventory/standing-contract.public.js';
import { Foresight } from '../foresight.js';
import { SuspensionService } from '../suspension.service.js';
import { foreseenAnswer } from './foreseen-answer.js';
import { ForeseenSuspensionDto, ReinstateDto, SuspendDto } from './suspension.dto.js';

/** Suspending a component in one step. */
@ApiTags('suspensions')
@Controller('api/v1/components/:id')
export class ComponentSuspensionController {
  constructor(
    private readonly foresight: Foresight,
    private readonly service: SuspensionService,
  ) {}

  @Get('suspension')
  @Permit('graph.read')
  @Reads('See what suspending a component would stop', ForeseenSuspensionDto, { etag: false })
  async foresee(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const subject = { type: 'component', id } as const;
    return foreseenAnswer(subject, await this.foresight.of(subject, parseAsOf(query.asOf)), actor.scope);
  }

  @Post('suspend')
  @HttpCode(200)
  @Permit('register.approve')
  @Acts('Suspend a component, having seen what that stops', ComponentDto, { ifMatch: true })
  suspend(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: SuspendDto,
  ): Promise<Answer> {
    return this.service.suspend(context, { type: 'component', id }, rowVersion, body);
  }

  @Post('reinstate')
  @HttpCode(200)
  @Permit('register.approve')
  @Acts('Lift the suspension of a component that somebody else decided', ComponentDto)
  reinstate(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() { reason }: ReinstateDto,
  ): Promise<Answer> {
    return this.service.reinstate(context, { type: 'component', id }, reason);
  }
}
