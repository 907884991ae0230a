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
import { ScanReadModel } from '../persistence/scan.read-model.js';
import { ScanService } from '../scan.service.js';
import { ChangeScanDto, CreateScanDto, CreateScansDto, ScanDto, ScanQuery } from './scan.dto.js';

@ApiTags('components')
@Controller('api/v1/components/:id/scans')
export class ScanController {
  constructor(
    private readonly service: ScanService,
    private readonly readModel: ScanReadModel,
  ) {}

  @Get()
  @Permit('register.read')
  @Lists('List the scans of a component', ScanDto)
  async list(@Param('id', IdPipe) componentId: string, @Query() query: ScanQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.page(componentId, query, parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('register.write')
  @Creates('Record a scan of a component', ScanDto)
  create(
    @Context() context: RequestContext,
    @Param('id', IdPipe) componentId: string,
    @Body() body: CreateScanDto,
  ): Promise<Answer> {
    return this.service.register(context, componentId, body);
  }

  @Post('batch')
  @Permit('register.write')
  @CreatesMany('Record up to 1,000 scans of a component, all or none', ScanDto)
  createBatch(
    @Context() context: RequestContext,
    @Param('id', IdPipe) componentId: string,
    @Body() body: CreateScansDto,
  ): Promise<Answer> {
    return this.service.registerBatch(context, componentId, body.items);
  }

  @Get(':scanId')
  @Permit('register.read')
  @Reads('Read a scan of a component', ScanDto)
  async read(
    @Param('id', IdPipe) componentId: string,
    @Param('scanId', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const { json, rowVersion } = await this.readModel.one(componentId, id, parseAsOf(query.asOf));
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Patch(':scanId')
  @Permit('register.write')
  @Changes('Change a scan of a component', ChangeScanDto, ScanDto)
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) componentId: string,
    @Param('scanId', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeScanDto,
  ): Promise<Answer> {
    return this.service.change(context, componentId, id, rowVersion, body);
  }

  @Delete(':scanId')
  @HttpCode(204)
  @Permit('register.write')
  @Retires('Retire a scan of a component')
  retire(
    @Context() context: RequestContext,
    @Param('id', IdPipe) componentId: string,
    @Param('scanId', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.service.retire(context, componentId, id, rowVersion);
  }

  @Post(':scanId/restore')
  @HttpCode(200)
  @Permit('register.write')
  @Acts('Restore a retired scan of a component', ScanDto)
  restore(
    @Context() context: RequestContext,
    @Param('id', IdPipe) componentId: string,
    @Param('scanId', IdPipe) id: string,
  ): Promise<Answer> {
    return this.service.restore(context, componentId, id);
  }
}
