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
import { PolicyReadModel } from '../persistence/policy.read-model.js';
import { PolicyService } from '../policy.service.js';
import { ChangePolicyDto, CreatePolicyDto, PolicyDto, PolicyQuery } from './policy.dto.js';

/** Policies, procedures and standards. */
@ApiTags('policies')
@Controller('api/v1/policies')
export class PolicyController {
  constructor(
    private readonly service: PolicyService,
    private readonly readModel: PolicyReadModel,
  ) {}

  @Get()
  @Permit('register.read')
  @Lists('List policies', PolicyDto)
  async list(@Context() { actor }: RequestContext, @Query() query: PolicyQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.page(query, actor.scope, parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('policies.write')
  @Creates('Record a policy', PolicyDto)
  create(@Context() context: RequestContext, @Body() body: CreatePolicyDto): Promise<Answer> {
    return this.service.register(context, body);
  }

  @Get(':id')
  @Permit('register.read')
  @Reads('Read a policy', PolicyDto)
  async read(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const { json, rowVersion } = await this.readModel.one(id, actor.scope, parseAsOf(query.asOf));
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Patch(':id')
  @Permit('policies.write')
  @Changes('Change a policy, which takes its approval away', ChangePolicyDto, PolicyDto)
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangePolicyDto,
  ): Promise<Answer> {
    return this.service.change(context, id, rowVersion, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('policies.write')
  @Retires('Retire a policy')
  retire(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.service.retire(context, id, rowVersion);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Permit('policies.write')
  @Acts('Restore a retired policy, as a draft', PolicyDto)
  restore(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.service.restore(context, id);
  }

  @Post(':id/submit')
  @HttpCode(200)
  @Permit('policies.write')
  @Acts('Put a policy before somebody who approves it', PolicyDto, { ifMatch: true })
  submit(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.service.submit(context, id, rowVersion);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Permit('policies.approve')
  @Acts('Approve a submitted policy that others prepared', PolicyDto, { ifMatch: true })
  approve(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.service.approve(context, id, rowVersion);
  }
}
