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
import { ExceptionService } from '../exception.service.js';
import { ExceptionReadModel } from '../persistence/exception.read-model.js';
import {
  ApproveExceptionDto,
  ChangeExceptionDto,
  ExceptionDto,
  ExceptionQuery,
  ProposeExceptionDto,
  RejectExceptionDto,
} from './exception.dto.js';

/** Rules that are not kept for a while, or do not apply. */
@ApiTags('exceptions')
@Controller('api/v1/exceptions')
export class ExceptionController {
  constructor(
    private readonly service: ExceptionService,
    private readonly readModel: ExceptionReadModel,
  ) {}

  @Get()
  @Permit('register.read')
  @Lists('List exceptions', ExceptionDto)
  async list(@Context() { actor }: RequestContext, @Query() query: ExceptionQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.page(query, actor.scope, parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('exceptions.write')
  @Creates('Propose an exception', ExceptionDto)
  propose(@Context() context: RequestContext, @Body() body: ProposeExceptionDto): Promise<Answer> {
    return this.service.propose(context, body);
  }

  @Get(':id')
  @Permit('register.read')
  @Reads('Read an exception', ExceptionDto)
  async read(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const { json, rowVersion } = await this.readModel.one(id, actor.scope, parseAsOf(query.asOf));
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Patch(':id')
  @Permit('exceptions.write')
  @Changes('Change an exception, which takes its approval away', ChangeExceptionDto, ExceptionDto)
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeExceptionDto,
  ): Promise<Answer> {
    return this.service.change(context, id, rowVersion, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('exceptions.write')
  @Retires('Retire an exception')
  retire(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.service.retire(context, id, rowVersion);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Permit('exceptions.write')
  @Acts('Restore a retired exception, to be decided on again', ExceptionDto)
  restore(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.service.restore(context, id);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Permit('exceptions.approve')
  @Acts('Approve an exception that others proposed', ExceptionDto, { ifMatch: true })
  approve(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() { reason = null }: ApproveExceptionDto,
  ): Promise<Answer> {
    return this.service.approve(context, id, rowVersion, reason);
  }

  @Post(':id/reject')
  @HttpCode(200)
  @Permit('exceptions.approve')
  @Acts('Reject an exception that others proposed', ExceptionDto, { ifMatch: true })
  reject(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() { reason }: RejectExceptionDto,
  ): Promise<Answer> {
    return this.service.reject(context, id, rowVersion, reason);
  }
}
