import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { RequestContext } from '../../../kernel/actor.js';
import { parseAsOf } from '../../../kernel/as-of.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Answer } from '../../../platform/http/answer.js';
import { IdPipe } from '../../../platform/http/id.pipe.js';
import { Changes, Creates, Lists, Reads, Retires } from '../../../platform/http/operation.js';
import { ReadQuery } from '../../../platform/http/query-fields.js';
import { Context, etagOf, IfMatch } from '../../../platform/http/request.js';
import { ApiKeyService } from '../api-key.service.js';
import { managesKeysOfOthers } from '../domain/api-key-rules.js';
import { ApiKeyReadModel, type KeyViewer } from '../persistence/api-key.read-model.js';
import { ApiKeyDto, ApiKeyQuery, ChangeApiKeyDto, CreateApiKeyDto, NewApiKeyDto } from './api-key.dto.js';
import { NeedsFreshSession } from './fresh-session.js';

@ApiTags('api-keys')
@Controller('api/v1/api-keys')
export class ApiKeyController {
  constructor(
    private readonly service: ApiKeyService,
    private readonly readModel: ApiKeyReadModel,
  ) {}

  @Get()
  @Permit('self.manage')
  @Lists('List API keys: the own ones; administrators see those of their legal entities', ApiKeyDto)
  async list(@Context() context: RequestContext, @Query() query: ApiKeyQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.page(query, viewer(context), parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('self.manage')
  @NeedsFreshSession()
  @Creates('Make an API key', NewApiKeyDto)
  create(@Context() context: RequestContext, @Body() body: CreateApiKeyDto): Promise<Answer> {
    return this.service.create(context, body);
  }

  @Get(':id')
  @Permit('self.manage')
  @Reads('Read an API key', ApiKeyDto)
  async read(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const { json, rowVersion } = await this.readModel.one(id, viewer(context), parseAsOf(query.asOf));
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Patch(':id')
  @Permit('self.manage')
  @Changes('Rename an API key', ChangeApiKeyDto, ApiKeyDto)
  rename(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeApiKeyDto,
  ): Promise<Answer> {
    return this.service.rename(context, id, rowVersion, body.name);
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('self.manage')
  @Retires('Revoke an API key, for good and at once')
  revoke(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.service.revoke(context, id, rowVersion);
  }
}

function viewer({ actor }: RequestContext): KeyViewer {
  return { scope: actor.scope, personId: actor.personId, managesOthers: managesKeysOfOthers(actor) };
}
