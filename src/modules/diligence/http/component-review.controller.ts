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
import { ComponentReviewService } from '../component-review.service.js';
import { ComponentReviewReadModel } from '../persistence/component-review.read-model.js';
import {
  ApproveComponentReviewDto,
  ChangeComponentReviewDto,
  ComponentReviewDto,
  ComponentReviewQuery,
  ComponentReviewSummaryDto,
  CreateComponentReviewDto,
} from './component-review.dto.js';

/** Looks at components, each for one question. */
@ApiTags('component reviews')
@Controller('api/v1/component-reviews')
export class ComponentReviewController {
  constructor(
    private readonly service: ComponentReviewService,
    private readonly readModel: ComponentReviewReadModel,
  ) {}

  @Get()
  @Permit('register.read')
  @Lists('List component reviews', ComponentReviewSummaryDto)
  async list(@Context() { actor }: RequestContext, @Query() query: ComponentReviewQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.page(query, actor.scope, parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('reviews.write')
  @Creates('Record a component review', ComponentReviewDto)
  create(@Context() context: RequestContext, @Body() body: CreateComponentReviewDto): Promise<Answer> {
    return this.service.register(context, body);
  }

  @Get(':id')
  @Permit('register.read')
  @Reads('Read a component review, with how it stands to the component of now', ComponentReviewDto)
  async read(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const { json, rowVersion } = await this.readModel.one(id, actor.scope, parseAsOf(query.asOf));
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Patch(':id')
  @Permit('reviews.write')
  @Changes(
    'Change what is said of a component review, which takes its approval away',
    ChangeComponentReviewDto,
    ComponentReviewDto,
  )
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeComponentReviewDto,
  ): Promise<Answer> {
    return this.service.change(context, id, rowVersion, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('reviews.write')
  @Retires('Retire a component review that found nothing wanting')
  retire(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.service.retire(context, id, rowVersion);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Permit('reviews.write')
  @Acts('Restore a retired component review, to be approved again', ComponentReviewDto)
  restore(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.service.restore(context, id);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Permit('reviews.approve')
  @Acts('Approve a component review that others did and recorded', ComponentReviewDto, { ifMatch: true })
  approve(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() { reason = null }: ApproveComponentReviewDto,
  ): Promise<Answer> {
    return this.service.approve(context, id, rowVersion, reason);
  }
}
