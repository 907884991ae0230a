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
import { IndemnityService } from '../indemnity.service.js';
import { IndemnityReadModel } from '../persistence/term.read-models.js';
import {
  ChangeIndemnityDto,
  CreateIndemnitiesDto,
  CreateIndemnityDto,
  IndemnityDto,
  TermQuery,
} from './indemnity.dto.js';

/** Who pays when it goes wrong. */
@ApiTags('arrangements')
@Controller('api/v1/arrangements/:id/indemnities')
export class IndemnityController {
  constructor(
    private readonly service: IndemnityService,
    private readonly readModel: IndemnityReadModel,
  ) {}

  @Get()
  @Permit('register.read')
  @Lists('List the indemnities of an arrangement', IndemnityDto)
  async list(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) arrangementId: string,
    @Query() query: TermQuery,
  ): Promise<Answer> {
    return Answer.ok(await this.readModel.page(arrangementId, query, actor.scope, parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('register.write')
  @Creates('Record an indemnity of an arrangement', IndemnityDto)
  create(
    @Context() context: RequestContext,
    @Param('id', IdPipe) arrangementId: string,
    @Body() body: CreateIndemnityDto,
  ): Promise<Answer> {
    return this.service.register(context, arrangementId, body);
  }

  @Post('batch')
  @Permit('register.write')
  @CreatesMany('Record several indemnities of an arrangement, all or none', IndemnityDto)
  createBatch(
    @Context() context: RequestContext,
    @Param('id', IdPipe) arrangementId: string,
    @Body() body: CreateIndemnitiesDto,
  ): Promise<Answer> {
    return this.service.registerBatch(context, arrangementId, body.items);
  }

  @Get(':indemnityId')
  @Permit('register.read')
  @Reads('Read an indemnity of an arrangement', IndemnityDto)
  async read(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) arrangementId: string,
    @Param('indemnityId', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const asOf = parseAsOf(query.asOf);
    const { json, rowVersion } = await this.readModel.one(arrangementId, id, actor.scope, asOf);
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Patch(':indemnityId')
  @Permit('register.write')
  @Changes('Change an indemnity of an arrangement', ChangeIndemnityDto, IndemnityDto)
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) arrangementId: string,
    @Param('indemnityId', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeIndemnityDto,
  ): Promise<Answer> {
    return this.service.change(context, arrangementId, id, rowVersion, body);
  }

  @Delete(':indemnityId')
  @HttpCode(204)
  @Permit('register.write')
  @Retires('Retire an indemnity of an arrangement')
  retire(
    @Context() context: RequestContext,
    @Param('id', IdPipe) arrangementId: string,
    @Param('indemnityId', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.service.retire(context, arrangementId, id, rowVersion);
  }

  @Post(':indemnityId/restore')
  @HttpCode(200)
  @Permit('register.write')
  @Acts('Restore a retired indemnity of an arrangement', IndemnityDto)
  restore(
    @Context() context: RequestContext,
    @Param('id', IdPipe) arrangementId: string,
    @Param('indemnityId', IdPipe) id: string,
  ): Promise<Answer> {
    return this.service.restore(context, arrangementId, id);
  }
}
