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
import { ArrangementService } from '../arrangement.service.js';
import { ArrangementReadModel } from '../persistence/arrangement.read-model.js';
import {
  ArrangementDto,
  ArrangementQuery,
  ChangeArrangementDto,
  CreateArrangementDto,
  CreateArrangementsDto,
} from './arrangement.dto.js';

/** On which terms a legal entity uses what a provider offers. */
@ApiTags('arrangements')
@Controller('api/v1/arrangements')
export class ArrangementController {
  constructor(
    private readonly service: ArrangementService,
    private readonly readModel: ArrangementReadModel,
  ) {}

  @Get()
  @Permit('register.read')
  @Lists('List arrangements', ArrangementDto)
  async list(@Context() { actor }: RequestContext, @Query() query: ArrangementQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.page(query, actor.scope, parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('register.write')
  @Creates('Register an arrangement', ArrangementDto)
  create(@Context() context: RequestContext, @Body() body: CreateArrangementDto): Promise<Answer> {
    return this.service.register(context, body);
  }

  @Post('batch')
  @Permit('register.write')
  @CreatesMany('Register up to 1,000 arrangements, all or none', ArrangementDto)
  createBatch(@Context() context: RequestContext, @Body() body: CreateArrangementsDto): Promise<Answer> {
    return this.service.registerBatch(context, body.items);
  }

  @Get(':id')
  @Permit('register.read')
  @Reads('Read an arrangement', ArrangementDto)
  async read(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const { json, rowVersion } = await this.readModel.one(id, actor.scope, parseAsOf(query.asOf));
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Patch(':id')
  @Permit('register.write')
  @Changes('Change an arrangement', ChangeArrangementDto, ArrangementDto)
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeArrangementDto,
  ): Promise<Answer> {
    return this.service.change(context, id, rowVersion, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('register.write')
  @Retires('Retire an arrangement; what it covered is scored without terms')
  retire(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.service.retire(context, id, rowVersion);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Permit('register.write')
  @Acts('Restore a retired arrangement', ArrangementDto)
  restore(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.service.restore(context, id);
  }
}
