import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { RequestContext } from '../../../kernel/actor.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Reads } from '../../../platform/http/operation.js';
import { type ApiRequest, Context } from '../../../platform/http/request.js';
import { OwnAccount } from '../own-account.js';
import type { Caller } from '../sign-in/caller.js';
import { PasswordService } from '../sign-in/password.service.js';
import { SecondFactorService } from '../sign-in/second-factor.service.js';
import { SessionService } from '../sign-in/session.service.js';
import {
  ChangePasswordDto,
  CodeDto,
  EnrolmentDto,
  PasswordDto,
  RecoveryCodesDto,
  SessionDto,
} from './auth.dto.js';
import { Answers, Does } from './auth.operation.js';
import { setCookies, Visitor } from './visitor.js';

/** What somebody who is signed in does about their own account. */
@ApiTags('authentication')
@Controller('api/v1/auth')
export class SessionController {
  constructor(
    private readonly account: OwnAccount,
    private readonly sessions: SessionService,
    private readonly passwords: PasswordService,
    private readonly secondFactor: SecondFactorService,
  ) {}

  @Get('session')
  @Permit('session.use')
  @Reads('Read who is signed in, and what they may do', SessionDto, { etag: false })
  session(@Context() context: RequestContext, @Req() request: ApiRequest): Promise<SessionDto> {
    return this.account.read(context, request.headers);
  }

  @Post('sign-out')
  @Permit('session.use')
  @Does('Sign out', { cookies: true })
  async signOut(
    @Visitor() caller: Caller,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    setCookies(reply, await this.sessions.signOut(caller, context));
  }

  @Post('sessions/end-all')
  @Permit('session.use')
  @Does('End every session of the own account, this one too')
  async endAll(@Context() context: RequestContext): Promise<void> {
    await this.sessions.endAll(context);
  }

  @Post('confirm')
  @Permit('session.use')
  @Does('Confirm the own password before changing rights or credentials')
  async confirm(
    @Visitor() caller: Caller,
    @Context() context: RequestContext,
    @Body() body: PasswordDto,
  ): Promise<void> {
    await this.passwords.confirm(caller, context, body.password);
  }

  @Post('password')
  @Permit('session.use')
  @Does('Change the own password; other sessions end', { cookies: true })
  async changePassword(
    @Visitor() caller: Caller,
    @Context() context: RequestContext,
    @Body() body: ChangePasswordDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    setCookies(reply, await this.passwords.change(caller, context, body.password, body.newPassword));
  }

  @Post('totp/enable')
  @Permit('self.manage')
  @Answers('Prepare a second factor', EnrolmentDto)
  prepareTotp(
    @Visitor() caller: Caller,
    @Context() context: RequestContext,
    @Body() body: PasswordDto,
  ): Promise<EnrolmentDto> {
    return this.secondFactor.prepare(caller, context, body.password);
  }

  @Post('totp/confirm')
  @Permit('self.manage')
  @Does('Turn the second factor on with a first code', { cookies: true })
  async confirmTotp(
    @Visitor() caller: Caller,
    @Context() context: RequestContext,
    @Body() body: CodeDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    setCookies(reply, await this.secondFactor.confirm(caller, context, body.code));
  }

  @Post('totp/disable')
  @Permit('self.manage')
  @Does('Turn the second factor off', { cookies: true })
  async disableTotp(
    @Visitor() caller: Caller,
    @Context() context: RequestContext,
    @Body() body: PasswordDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    setCookies(reply, await this.secondFactor.turnOff(caller, context, body.password));
  }

  @Post('totp/recovery-codes')
  @Permit('self.manage')
  @Answers('Replace the recovery codes', RecoveryCodesDto)
  async recoveryCodes(
    @Visitor() caller: Caller,
    @Context() context: RequestContext,
    @Body() body: PasswordDto,
  ): Promise<RecoveryCodesDto> {
    return { recoveryCodes: await this.secondFactor.renewRecoveryCodes(caller, context, body.password) };
  }
}
