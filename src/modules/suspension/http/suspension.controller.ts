import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { RequestContext } from '../../../kernel/actor.js';
import { parseAsOf } from '../../../kernel/as-of.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Answer } from '../../../platform/http/answer.js';
import { IdPipe } from '../../../platform/http/id.pipe.js';
import { Lists, Reads } from '../../../platform/http/operation.js';
import { ReadQuery } from '../../../platform/http/query-fields.js';
import { Context, etagOf } from '../../../platform/http/request.js';
import { SuspensionReadModel } from '../persistence/suspension.read-model.js';
import { ListedSuspensionDto, SuspensionDto, SuspensionQuery } from './suspension.dto.js';

/** What was suspended, what that stopped, and who lifted it. */
@ApiTags('suspensions')
@Controller('api/v1/suspensions')
export class SuspensionController {
  constructor(private readonly readModel: SuspensionReadModel) {}

  @Get()
  @Permit('register.read')
  @Lists('List suspensions', ListedSuspensionDto)
  async list(@Query() query: SuspensionQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.page(query, parseAsOf(query.asOf)));
  }

  @Get(':id')
  @Permit('register.read')
  @Reads('Read a suspension, with what it stopped', SuspensionDto)
  async read(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const { json, rowVersion } = await this.readModel.one(id, actor.scope, parseAsOf(query.asOf));
    return Answer.ok(json, etagOf(rowVersion));
  }
}
