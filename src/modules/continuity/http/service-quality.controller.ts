import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { RequestContext } from '../../../kernel/actor.js';
import { parseAsOf } from '../../../kernel/as-of.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Answer } from '../../../platform/http/answer.js';
import { IdPipe } from '../../../platform/http/id.pipe.js';
import { Reads } from '../../../platform/http/operation.js';
import { Context } from '../../../platform/http/request.js';
import { ServiceQualityReadModel } from '../persistence/service-quality.read-model.js';
import { ServiceQualityDto, ServiceWindowQuery } from './service-record.dto.js';

/** What the service records of an arrangement come to. */
@ApiTags('service records')
@Controller('api/v1/arrangements/:id/service-quality')
export class ServiceQualityController {
  constructor(private readonly readModel: ServiceQualityReadModel) {}

  @Get()
  @Permit('register.read')
  @Reads('What the service records of an arrangement come to over a window of days', ServiceQualityDto, {
    etag: false,
  })
  async read(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ServiceWindowQuery,
  ): Promise<Answer> {
    return Answer.ok(await this.readModel.of(id, query, actor.scope, parseAsOf(query.asOf)));
  }
}
