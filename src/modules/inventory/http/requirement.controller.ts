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
import { RequirementReadModel } from '../persistence/requirement.read-model.js';
import { RequirementService } from '../requirement.service.js';
import {
  ChangeRequirementDto,
  CreateRequirementDto,
  CreateRequirementsDto,
  RequirementDto,
  RequirementQuery,
} from './requirement.dto.js';

@ApiTags('requirements')
@Controller('api/v1/requirements')
export class RequirementController {
  constructor(
    private readonly service: RequirementService,
    private readonly readModel: RequirementReadModel,
  ) {}

  @Get()
  @Permit('register.read')
  @Lists('List requirements', RequirementDto)
  async list(@Context() context: RequestContext, @Query() query: RequirementQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.page(query, context.actor.scope, parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('register.write')
  @Creates('Register a requirement', RequirementDto)
  create(@Context() context: RequestContext, @Body() body: CreateRequirementDto): Promise<Answer> {
    return this.service.register(context, body);
  }

  @Post('batch')
  @Permit('register.write')
  @CreatesMany('Register up to 1,000 requirements, all or none', RequirementDto)
  createBatch(@Context() context: RequestContext, @Body() body: CreateRequirementsDto): Promise<Answer> {
    return this.service.registerBatch(context, body.items);
  }

  @Get(':id')
  @Permit('register.read')
  @Reads('Read a requirement', RequirementDto)
  async read(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const { json, rowVersion } = await this.readModel.one(id, context.actor.scope, parseAsOf(query.asOf));
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Patch(':id')
  @Permit('register.write')
  @Changes('Change a requirement', ChangeRequirementDto, RequirementDto)
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeRequirementDto,
  ): Promise<Answer> {
    return this.service.change(context, id, rowVersion, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('register.write')
  @Retires('Retire a requirement')
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
  @Acts('Restore a retired requirement', RequirementDto)
  restore(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.service.restore(context, id);
  }
}
