import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { RequestContext } from '../../../kernel/actor.js';
import { parseAsOf } from '../../../kernel/as-of.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Answer } from '../../../platform/http/answer.js';
import { IdPipe } from '../../../platform/http/id.pipe.js';
import { Acts, Changes, Creates, Lists, Reads, Retires } from '../../../platform/http/operation.js';
import { ReadQuery } from '../../../platform/http/query-fields.js';
import { Context, etagOf, IfMatch } from '../../../platform/http/request.js';
import { MethodEffect } from '../method-effect.js';
import { MethodService } from '../method.service.js';
import { MethodRepository } from '../persistence/method.repository.js';
import { ScoreRepository } from '../persistence/score.repository.js';
import { methodSchemaDocument } from './method-schema.js';
import {
  ApproveMethodDto,
  ChangeMethodDto,
  CreateMethodDto,
  EffectDto,
  EffectQuery,
  MethodDto,
  MethodQuery,
  ScoreProgressDto,
  UseMethodDto,
} from './method.dto.js';

const LISTED = 200;

/** Methods of scoring, under control. */
@ApiTags('scores')
@Controller('api/v1/scoring')
export class MethodsController {
  constructor(
    private readonly service: MethodService,
    private readonly methods: MethodRepository,
    private readonly effect: MethodEffect,
    private readonly scores: ScoreRepository,
  ) {}

  @Get('progress')
  @Permit('scores.read')
  @ApiOperation({ summary: 'Read how far the computation of scores has come' })
  @ApiOkResponse({ type: ScoreProgressDto, description: 'The last computation that changed something.' })
  async progress(): Promise<Answer> {
    const run = await this.scores.lastRun();
    const none = {
      methodVersion: null,
      subjects: 0,
      done: 0,
      changed: 0,
      failed: 0,
      startedAt: null,
      finishedAt: null,
    };
    const state = run !== null && run['finishedAt'] === null ? 'running' : 'idle';
    return Answer.ok(JSON.stringify({ state, ...(run ?? none) }));
  }

  @Get('methods/schema')
  @Permit('scores.read')
  @ApiOperation({ summary: 'Read the JSON Schema of a method' })
  @ApiOkResponse({
    schema: { type: 'object', additionalProperties: true },
    description: 'JSON Schema, draft 2020-12.',
  })
  schema(): Answer {
    return Answer.ok(JSON.stringify(methodSchemaDocument()));
  }

  @Get('methods')
  @Permit('scores.read')
  @Lists('List methods of scoring', MethodDto)
  async list(@Query() query: MethodQuery): Promise<Answer> {
    return Answer.ok(await this.methods.page(query, parseAsOf(query.asOf)));
  }

  @Post('methods')
  @Permit('methods.write')
  @Creates('Copy a method, or bring one', MethodDto)
  create(@Context() context: RequestContext, @Body() body: CreateMethodDto): Promise<Answer> {
    return this.service.create(context, body);
  }

  @Get('methods/:id')
  @Permit('scores.read')
  @Reads('Read a method', MethodDto)
  async read(@Param('id', IdPipe) id: string, @Query() query: ReadQuery): Promise<Answer> {
    const { json, rowVersion } = await this.methods.one(id, parseAsOf(query.asOf));
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Patch('methods/:id')
  @Permit('methods.write')
  @Changes('Change a draft of a method', ChangeMethodDto, MethodDto)
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeMethodDto,
  ): Promise<Answer> {
    return this.service.change(context, id, rowVersion, body);
  }

  @Delete('methods/:id')
  @HttpCode(204)
  @Permit('methods.write')
  @Retires('Retire a draft of a method')
  retire(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.service.retire(context, id, rowVersion);
  }

  @Get('methods/:id/effect')
  @Permit('scores.read')
  @ApiOperation({ summary: 'See what a method would make of every score' })
  @ApiOkResponse({ type: EffectDto, description: 'Each score that would move, beside the method in use.' })
  async effects(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: EffectQuery,
  ): Promise<Answer> {
    return Answer.ok(await this.effect.of(actor, id, query.limit ?? LISTED));
  }

  @Post('methods/:id/approve')
  @HttpCode(200)
  @Permit('methods.approve')
  @Acts('Approve a method that others prepared, and score by it', MethodDto, { ifMatch: true })
  approve(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ApproveMethodDto,
  ): Promise<Answer> {
    return this.service.approve(context, id, rowVersion, body.reason ?? null);
  }

  @Post('methods/:id/use')
  @HttpCode(200)
  @Permit('methods.approve')
  @Acts('Go back to a method that was approved before', MethodDto)
  use(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: UseMethodDto,
  ): Promise<Answer> {
    return this.service.use(context, id, body.reason);
  }
}
