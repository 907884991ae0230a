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
import { ComponentReadModel } from '../persistence/component.read-model.js';
import { ComponentService } from '../component.service.js';
import {
  ChangeComponentDto,
  DecideComponentDto,
  CreateComponentDto,
  CreateComponentsDto,
  ComponentDto,
} from './component.dto.js';
import { ComponentQuery } from './component.query.js';

@ApiTags('components')
@Controller('api/v1/components')
export class ComponentController {
  constructor(
    private readonly service: ComponentService,
    private readonly readModel: ComponentReadModel,
  ) {}

  @Get()
  @Permit('register.read')
  @Lists('List components', ComponentDto)
  async list(@Query() query: ComponentQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.page(query, parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('register.write')
  @Creates('Register a component', ComponentDto)
  create(@Context() context: RequestContext, @Body() body: CreateComponentDto): Promise<Answer> {
    return this.service.register(context, body);
  }

  @Post('batch')
  @Permit('register.write')
  @CreatesMany('Register up to 1,000 components, all or none', ComponentDto)
  createBatch(@Context() context: RequestContext, @Body() body: CreateComponentsDto): Promise<Answer> {
    return this.service.registerBatch(context, body.items);
  }

  @Get(':id')
  @Permit('register.read')
  @Reads('Read a component', ComponentDto)
  async read(@Param('id', IdPipe) id: string, @Query() query: ReadQuery): Promise<Answer> {
    const { json, rowVersion } = await this.readModel.one(id, parseAsOf(query.asOf));
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Patch(':id')
  @Permit('register.write')
  @Changes('Change a component', ChangeComponentDto, ComponentDto)
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeComponentDto,
  ): Promise<Answer> {
    return this.service.change(context, id, rowVersion, body);
  }

  @Post(':id/status')
  @HttpCode(200)
  @Permit('register.approve')
  @Acts('Decide where a component stands', ComponentDto, { ifMatch: true })
  decide(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() { status }: DecideComponentDto,
  ): Promise<Answer> {
    return this.service.change(context, id, rowVersion, { status });
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('register.write')
  @Retires('Retire a component')
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
  @Acts('Restore a retired component', ComponentDto)
  restore(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.service.restore(context, id);
  }
}
