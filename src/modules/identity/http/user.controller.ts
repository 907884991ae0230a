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
import { PersonReadModel, type Viewer } from '../persistence/person.read-model.js';
import { PersonAccessService } from '../person-access.service.js';
import { PersonService } from '../person.service.js';
import { DoesOnce } from './auth.operation.js';
import { NeedsFreshSession } from './fresh-session.js';
import { ChangeUserDto, InviteUserDto, UserDto, UserQuery } from './user.dto.js';

@ApiTags('users')
@Controller('api/v1/users')
export class UserController {
  constructor(
    private readonly service: PersonService,
    private readonly access: PersonAccessService,
    private readonly readModel: PersonReadModel,
  ) {}

  @Get()
  @Permit('people.read')
  @Lists('List people', UserDto)
  async list(@Context() context: RequestContext, @Query() query: UserQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.page(query, viewerOf(context), parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('people.manage')
  @NeedsFreshSession()
  @Creates('Invite a person by e-mail', UserDto)
  invite(@Context() context: RequestContext, @Body() body: InviteUserDto): Promise<Answer> {
    return this.service.invite(context, body);
  }

  @Get(':id')
  @Permit('people.read')
  @Reads('Read a person', UserDto)
  async read(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const { json, rowVersion } = await this.readModel.one(id, viewerOf(context), parseAsOf(query.asOf));
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Patch(':id')
  @Permit('people.manage')
  @NeedsFreshSession()
  @Changes('Change a person: name, language, rights, status', ChangeUserDto, UserDto)
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeUserDto,
  ): Promise<Answer> {
    return this.service.change(context, id, rowVersion, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('people.manage')
  @Retires('Retire a person: credentials, sessions and keys end')
  retire(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.service.retire(context, id, rowVersion);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Permit('people.manage')
  @NeedsFreshSession()
  @Acts('Restore a retired person, who is then to be invited again', UserDto)
  restore(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.service.restore(context, id);
  }

  @Post(':id/invite')
  @Permit('people.manage')
  @DoesOnce('Mail a new invitation; the earlier link stops working')
  inviteAgain(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.access.inviteAgain(context, id);
  }

  @Post(':id/reset-password')
  @Permit('people.manage')
  @DoesOnce('Mail a link to choose a new password, and end the sessions')
  resetPassword(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.access.resetPassword(context, id);
  }

  @Post(':id/end-sessions')
  @Permit('people.manage')
  @DoesOnce('End all sessions and revoke all personal keys of a person')
  endSessions(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.access.endSessions(context, id);
  }

  @Post(':id/remove-second-factor')
  @Permit('people.manage')
  @NeedsFreshSession()
  @DoesOnce('Remove a second factor that its owner lost')
  removeSecondFactor(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.access.removeSecondFactor(context, id);
  }
}

function viewerOf({ actor }: RequestContext): Viewer {
  return { scope: actor.scope, personId: actor.personId };
}
