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
import { LegalEntityReadModel } from '../persistence/legal-entity.read-model.js';
import { LegalEntityService } from '../legal-entity.service.js';
import {
  ChangeLegalEntityDto,
  CreateLegalEntityDto,
  CreateLegalEntitiesDto,
  LegalEntityDto,
  LegalEntityQuery,
} from './legal-entity.dto.js';

@ApiTags('legal-entities')
@Controller('api/v1/legal-entities')
export class LegalEntityController {
  constructor(
    private readonly service: LegalEntityService,
    private readonly readModel: LegalEntityReadModel,
  ) {}

  @Get()
  @Permit('register.read')
  @Lists('List legal entities', LegalEntityDto)
  async list(@Context() context: RequestContext, @Query() query: LegalEntityQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.page(query, context.actor.scope, parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('legal_entities.write')
  @Creates('Register a legal entity', LegalEntityDto)
  create(@Context() context: RequestContext, @Body() body: CreateLegalEntityDto): Promise<Answer> {
    return this.service.register(context, body);
  }

  @Post('batch')
  @Permit('legal_entities.write')
  @CreatesMany('Register up to 1,000 legal entities, all or none', LegalEntityDto)
  createBatch(@Context() context: RequestContext, @Body() body: CreateLegalEntitiesDto): Promise<Answer> {
    return this.service.registerBatch(context, body.items);
  }

  @Get(':id')
  @Permit('register.read')
  @Reads('Read a legal entity', LegalEntityDto)
  async read(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const { json, rowVersion } = await this.readModel.one(id, context.actor.scope, parseAsOf(query.asOf));
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Patch(':id')
  @Permit('legal_entities.write')
  @Changes('Change a legal entity', ChangeLegalEntityDto, LegalEntityDto)
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeLegalEntityDto,
  ): Promise<Answer> {
    return this.service.change(context, id, rowVersion, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('legal_entities.write')
  @Retires('Retire a legal entity')
  retire(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.service.retire(context, id, rowVersion);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Permit('legal_entities.write')
  @Acts('Restore a retired legal entity', LegalEntityDto)
  restore(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.service.restore(context, id);
  }
}
