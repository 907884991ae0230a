import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { RequestContext } from '../../../kernel/actor.js';
import { parseAsOf } from '../../../kernel/as-of.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Answer } from '../../../platform/http/answer.js';
import { IdPipe } from '../../../platform/http/id.pipe.js';
import { Acts, Changes, Creates, Lists, Reads, Retires } from '../../../platform/http/operation.js';
import { ReadQuery } from '../../../platform/http/query-fields.js';
import { Context, etagOf, IfMatch } from '../../../platform/http/request.js';
import { PlanReadModel } from '../persistence/plan.read-model.js';
import { PlanDecisionService } from '../plan-decision.service.js';
import { PlanService } from '../plan.service.js';
import {
  ApprovePlanDto,
  ChangePlanDto,
  CreatePlanDto,
  PlanDto,
  PlanQuery,
  RefusePlanDto,
} from './plan.dto.js';

/** How a use case is kept going when something fails, or is suspended. */
@ApiTags('contingency plans')
@Controller('api/v1/contingency-plans')
export class PlanController {
  constructor(
    private readonly service: PlanService,
    private readonly decisions: PlanDecisionService,
    private readonly readModel: PlanReadModel,
  ) {}

  @Get()
  @Permit('register.read')
  @Lists('List contingency plans', PlanDto)
  async list(@Context() { actor }: RequestContext, @Query() query: PlanQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.page(query, actor.scope, parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('plans.write')
  @Creates('Register a contingency plan', PlanDto)
  create(@Context() context: RequestContext, @Body() body: CreatePlanDto): Promise<Answer> {
    return this.service.register(context, body);
  }

  @Get(':id')
  @Permit('register.read')
  @Reads('Read a contingency plan', PlanDto)
  async read(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const { json, rowVersion } = await this.readModel.one(id, actor.scope, parseAsOf(query.asOf));
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Patch(':id')
  @Permit('plans.write')
  @Changes('Change a contingency plan; its approval goes with what it said', ChangePlanDto, PlanDto)
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangePlanDto,
  ): Promise<Answer> {
    return this.service.change(context, id, rowVersion, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('plans.write')
  @Retires('Retire a contingency plan')
  retire(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.service.retire(context, id, rowVersion);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Permit('plans.write')
  @Acts('Restore a retired contingency plan, as a draft', PlanDto)
  restore(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.service.restore(context, id);
  }

  @Post(':id/submit')
  @HttpCode(200)
  @Permit('plans.write')
  @Acts('Submit a draft for approval', PlanDto, { ifMatch: true })
  submit(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.decisions.submit(context, id, rowVersion);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Permit('plans.approve')
  @Acts('Approve a plan that others prepared', PlanDto, { ifMatch: true })
  approve(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() { reason }: ApprovePlanDto,
  ): Promise<Answer> {
    return this.decisions.approve(context, id, rowVersion, reason ?? null);
  }

  @Post(':id/return')
  @HttpCode(200)
  @Permit('plans.approve')
  @Acts('Return a plan to those who prepared it', PlanDto, { ifMatch: true })
  return(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() { reason }: RefusePlanDto,
  ): Promise<Answer> {
    return this.decisions.return(context, id, rowVersion, reason);
  }

  @Post(':id/reject')
  @HttpCode(200)
  @Permit('plans.approve')
  @Acts('Reject a plan', PlanDto, { ifMatch: true })
  reject(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() { reason }: RefusePlanDto,
  ): Promise<Answer> {
    return this.decisions.reject(context, id, rowVersion, reason);
  }
}
