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
import { ServiceRecordReadModel } from '../persistence/service-record.read-model.js';
import { ServiceRecordService } from '../service-record.service.js';
import {
  ChangeServiceRecordDto,
  CreateServiceRecordDto,
  CreateServiceRecordsDto,
  ServiceRecordDto,
  ServiceRecordQuery,
} from './service-record.dto.js';

/** How well what was agreed was delivered. */
@ApiTags('service records')
@Controller('api/v1/service-records')
export class ServiceRecordController {
  constructor(
    private readonly service: ServiceRecordService,
    private readonly readModel: ServiceRecordReadModel,
  ) {}

  @Get()
  @Permit('register.read')
  @Lists('List service records', ServiceRecordDto)
  async list(@Context() context: RequestContext, @Query() query: ServiceRecordQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.page(query, context.actor.scope, parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('changes.write')
  @Creates('Record the service of a period', ServiceRecordDto)
  create(@Context() context: RequestContext, @Body() body: CreateServiceRecordDto): Promise<Answer> {
    return this.service.register(context, body);
  }

  @Post('batch')
  @Permit('changes.write')
  @CreatesMany('Record up to 1,000 service records, all or none', ServiceRecordDto)
  createBatch(@Context() context: RequestContext, @Body() body: CreateServiceRecordsDto): Promise<Answer> {
    return this.service.registerBatch(context, body.items);
  }

  @Get(':id')
  @Permit('register.read')
  @Reads('Read a service record', ServiceRecordDto)
  async read(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const { json, rowVersion } = await this.readModel.one(id, context.actor.scope, parseAsOf(query.asOf));
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Patch(':id')
  @Permit('changes.write')
  @Changes('Change a service record', ChangeServiceRecordDto, ServiceRecordDto)
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeServiceRecordDto,
  ): Promise<Answer> {
    return this.service.change(context, id, rowVersion, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('changes.write')
  @Retires('Retire a service record')
  retire(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.service.retire(context, id, rowVersion);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Permit('changes.write')
  @Acts('Restore a retired service record', ServiceRecordDto)
  restore(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.service.restore(context, id);
  }
}
