import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { RequestContext } from '../../../kernel/actor.js';
import { parseAsOf } from '../../../kernel/as-of.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Answer } from '../../../platform/http/answer.js';
import { IdPipe } from '../../../platform/http/id.pipe.js';
import {
  Acts,
  Changes,
  Creates,
  CreatesMany,
  Lists,
  Reads,
  Retires,
} from '../../../platform/http/operation.js';
import { ReadQuery } from '../../../platform/http/query-fields.js';
import { Context, etagOf, IfMatch } from '../../../platform/http/request.js';
import { ResponsibilityService } from '../responsibility.service.js';
import { ResponsibilityReadModel } from '../persistence/term.read-models.js';
import { TermQuery } from './indemnity.dto.js';
import {
  ChangeResponsibilityDto,
  CreateResponsibilitiesDto,
  CreateResponsibilityDto,
  ResponsibilityDto,
} from './responsibility.dto.js';

/** Who does which task of cybersecurity. */
@ApiTags('arrangements')
@Controller('api/v1/arrangements/:id/responsibilities')
export class ResponsibilityController {
  constructor(
    private readonly service: ResponsibilityService,
    private readonly readModel: ResponsibilityReadModel,
  ) {}

  @Get()
  @Permit('register.read')
  @Lists('List the responsibilities of an arrangement', ResponsibilityDto)
  async list(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) arrangementId: string,
    @Query() query: TermQuery,
  ): Promise<Answer> {
    return Answer.ok(await this.readModel.page(arrangementId, query, actor.scope, parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('register.write')
  @Creates('Record a responsibility of an arrangement', ResponsibilityDto)
  create(
    @Context() context: RequestContext,
    @Param('id', IdPipe) arrangementId: string,
    @Body() body: CreateResponsibilityDto,
  ): Promise<Answer> {
    return this.service.register(context, arrangementId, body);
  }

  @Post('batch')
  @Permit('register.write')
  @CreatesMany('Record several responsibilities of an arrangement, all or none', ResponsibilityDto)
  createBatch(
    @Context() context: RequestContext,
    @Param('id', IdPipe) arrangementId: string,
    @Body() body: CreateResponsibilitiesDto,
  ): Promise<Answer> {
    return this.service.registerBatch(context, arrangementId, body.items);
  }

  @Get(':responsibilityId')
  @Permit('register.read')
  @Reads('Read a responsibility of an arrangement', ResponsibilityDto)
  async read(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) arrangementId: string,
    @Param('responsibilityId', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const asOf = parseAsOf(query.asOf);
    const { json, rowVersion } = await this.readModel.one(arrangementId, id, actor.scope, asOf);
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Patch(':responsibilityId')
  @Permit('register.write')
  @Changes('Change a responsibility of an arrangement', ChangeResponsibilityDto, ResponsibilityDto)
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) arrangementId: string,
    @Param('responsibilityId', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeResponsibilityDto,
  ): Promise<Answer> {
    return this.service.change(context, arrangementId, id, rowVersion, body);
  }

  @Delete(':responsibilityId')
  @HttpCode(204)
  @Permit('register.write')
  @Retires('Retire a responsibility of an arrangement')
  retire(
    @Context() context: RequestContext,
    @Param('id', IdPipe) arrangementId: string,
    @Param('responsibilityId', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.service.retire(context, arrangementId, id, rowVersion);
  }

  @Post(':responsibilityId/restore')
  @HttpCode(200)
  @Permit('register.write')
  @Acts('Restore a retired responsibility of an arrangement', ResponsibilityDto)
  restore(
    @Context() context: RequestContext,
    @Param('id', IdPipe) arrangementId: string,
    @Param('responsibilityId', IdPipe) id: string,
  ): Promise<Answer> {
    return this.service.restore(context, arrangementId, id);
  }
}
