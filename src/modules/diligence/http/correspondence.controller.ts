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
import { CorrespondenceAnswers } from '../correspondence-answers.js';
import { CorrespondenceService } from '../correspondence.service.js';
import {
  ChangeCorrespondenceDto,
  CorrespondenceDto,
  CorrespondenceQuery,
  CreateCorrespondenceDto,
} from './correspondence.dto.js';

/** What is exchanged with the regulator about the use of AI. */
@ApiTags('regulator correspondence')
@Controller('api/v1/regulator-correspondence')
export class CorrespondenceController {
  constructor(
    private readonly service: CorrespondenceService,
    private readonly answers: CorrespondenceAnswers,
  ) {}

  @Get()
  @Permit('register.read')
  @Lists('List correspondence with the regulator', CorrespondenceDto)
  async list(@Context() { actor }: RequestContext, @Query() query: CorrespondenceQuery): Promise<Answer> {
    return Answer.ok(await this.answers.page(query, actor.scope, parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('assurance.write')
  @Creates('Record correspondence with the regulator', CorrespondenceDto)
  create(@Context() context: RequestContext, @Body() body: CreateCorrespondenceDto): Promise<Answer> {
    return this.service.register(context, body);
  }

  @Get(':id')
  @Permit('register.read')
  @Reads('Read correspondence with the regulator, and by when notice is due', CorrespondenceDto)
  async read(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const { json, rowVersion } = await this.answers.one(id, actor.scope, parseAsOf(query.asOf));
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Patch(':id')
  @Permit('assurance.write')
  @Changes('Change what is said of correspondence', ChangeCorrespondenceDto, CorrespondenceDto)
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeCorrespondenceDto,
  ): Promise<Answer> {
    return this.service.change(context, id, rowVersion, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('assurance.write')
  @Retires('Retire correspondence by which no notice is owed')
  retire(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.service.retire(context, id, rowVersion);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Permit('assurance.write')
  @Acts('Restore retired correspondence', CorrespondenceDto)
  restore(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.service.restore(context, id);
  }
}
