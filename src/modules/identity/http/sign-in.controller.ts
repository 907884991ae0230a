import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../../../platform/auth/permit.js';
import type { Caller } from '../sign-in/caller.js';
import { PasswordService } from '../sign-in/password.service.js';
import { type SignInOutcome, SignInService } from '../sign-in/sign-in.service.js';
import { CodeDto, EmailDto, LinkDto, RecoveryCodeDto, SignInAnswerDto, SignInDto } from './auth.dto.js';
import { Answers, Does, MayRefuse } from './auth.operation.js';
import { setCookies, Visitor } from './visitor.js';

/** Ways in, for people without a session. */
@ApiTags('authentication')
@Controller('api/v1/auth')
export class SignInController {
  constructor(
    private readonly signIns: SignInService,
    private readonly passwords: PasswordService,
  ) {}

  @Post('sign-in')
  @Public()
  @Answers('Sign in with a password', SignInAnswerDto, { cookies: true })
  @MayRefuse()
  async signIn(
    @Visitor() caller: Caller,
    @Body() body: SignInDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInAnswerDto> {
    return answer(await this.signIns.byPassword(caller, body.email, body.password), reply);
  }

  @Post('sign-in/totp')
  @Public()
  @Answers('Finish signing in with a code of the authenticator app', SignInAnswerDto, { cookies: true })
  @MayRefuse()
  async totp(
    @Visitor() caller: Caller,
    @Body() body: CodeDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInAnswerDto> {
    return answer(await this.signIns.byTotp(caller, body.code), reply);
  }

  @Post('sign-in/recovery-code')
  @Public()
  @Answers('Finish signing in with a recovery code', SignInAnswerDto, { cookies: true })
  @MayRefuse()
  async recoveryCode(
    @Visitor() caller: Caller,
    @Body() body: RecoveryCodeDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInAnswerDto> {
    return answer(await this.signIns.byRecoveryCode(caller, body.code), reply);
  }

  @Post('password/forgot')
  @HttpCode(202)
  @Public()
  @ApiOperation({ summary: 'Ask for a token by mail, to choose a new password' })
  @ApiAcceptedResponse({ description: 'The same answer whether or not there is such an account.' })
  async forgot(@Visitor() caller: Caller, @Body() body: EmailDto): Promise<void> {
    await this.passwords.forget(caller, body.email);
  }

  @Post('password/reset')
  @Public()
  @Does('Choose a new password with a mailed token; sessions and personal keys end')
  async reset(@Visitor() caller: Caller, @Body() body: LinkDto): Promise<void> {
    await this.passwords.reset(caller, body.token, body.password);
  }

  @Post('invitation/accept')
  @Public()
  @Does('Accept an invitation with the mailed token, by choosing a password')
  async accept(@Visitor() caller: Caller, @Body() body: LinkDto): Promise<void> {
    await this.passwords.acceptInvitation(caller, body.token, body.password);
  }
}

function answer({ cookies, ...outcome }: SignInOutcome, reply: FastifyReply): SignInAnswerDto {
  setCookies(reply, cookies);
  return outcome;
}
