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
import { ExerciseService } from '../exercise.service.js';
import { ExerciseReadModel } from '../persistence/exercise.read-model.js';
import { ChangeExerciseDto, CreateExerciseDto, ExerciseDto, ExerciseQuery } from './exercise.dto.js';

/** How a plan went when it was tried. */
@ApiTags('contingency plans')
@Controller('api/v1/contingency-plans/:id/exercises')
export class ExerciseController {
  constructor(
    private readonly service: ExerciseService,
    private readonly readModel: ExerciseReadModel,
  ) {}

  @Get()
  @Permit('register.read')
  @Lists('List the exercises of a contingency plan', ExerciseDto)
  async list(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) planId: string,
    @Query() query: ExerciseQuery,
  ): Promise<Answer> {
    return Answer.ok(await this.readModel.page(planId, query, actor.scope, parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('plans.write')
  @Creates('Record an exercise of a contingency plan', ExerciseDto)
  create(
    @Context() context: RequestContext,
    @Param('id', IdPipe) planId: string,
    @Body() body: CreateExerciseDto,
  ): Promise<Answer> {
    return this.service.register(context, planId, body);
  }

  @Get(':exerciseId')
  @Permit('register.read')
  @Reads('Read an exercise of a contingency plan', ExerciseDto)
  async read(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) planId: string,
    @Param('exerciseId', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const { json, rowVersion } = await this.readModel.one(planId, id, actor.scope, parseAsOf(query.asOf));
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Patch(':exerciseId')
  @Permit('plans.write')
  @Changes('Change an exercise of a contingency plan', ChangeExerciseDto, ExerciseDto)
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) planId: string,
    @Param('exerciseId', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeExerciseDto,
  ): Promise<Answer> {
    return this.service.change(context, planId, id, rowVersion, body);
  }

  @Delete(':exerciseId')
  @HttpCode(204)
  @Permit('plans.write')
  @Retires('Retire an exercise of a contingency plan')
  retire(
    @Context() context: RequestContext,
    @Param('id', IdPipe) planId: string,
    @Param('exerciseId', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.service.retire(context, planId, id, rowVersion);
  }

  @Post(':exerciseId/restore')
  @HttpCode(200)
  @Permit('plans.write')
  @Acts('Restore a retired exercise of a contingency plan', ExerciseDto)
  restore(
    @Context() context: RequestContext,
    @Param('id', IdPipe) planId: string,
    @Param('exerciseId', IdPipe) id: string,
  ): Promise<Answer> {
    return this.service.restore(context, planId, id);
  }
}
