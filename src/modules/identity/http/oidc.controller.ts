import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DomainError } from '../../../kernel/domain-error.js';
import { Public } from '../../../platform/auth/permit.js';
import { Answer } from '../../../platform/http/answer.js';
import { TextField } from '../../../platform/http/fields.js';
import { TakesAnyQuery } from '../../../platform/http/undeclared-input.guard.js';
import type { ApiRequest } from '../../../platform/http/request.js';
import { isLocalPath } from '../domain/local-path.js';
import type { Caller } from '../sign-in/caller.js';
import { OidcService } from '../sign-in/oidc.service.js';
import { MayRefuse, SendsOn } from './auth.operation.js';
import { setCookies, Visitor } from './visitor.js';

export class OidcStartQuery {
  @TextField({
    description: 'Where on this site to go on afterwards.',
    optional: true,
    max: 500,
    format: { code: 'local-path', accepts: isLocalPath },
    example: '/components',
  })
  returnTo?: string;
}

/** Signing in through the identity provider of the firm, where one is configured; elsewhere these answer 404. */
@ApiTags('authentication')
@Controller('api/v1/auth/oidc')
export class OidcController {
  constructor(private readonly oidc: OidcService) {}

  @Get('start')
  @Public()
  @SendsOn('Go to the identity provider', 302)
  async start(
    @Query() query: OidcStartQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer> {
    const { url, cookies } = await this.oidc.start(query.returnTo ?? '/');
    setCookies(reply, cookies);
    return new Answer(302, null, { location: url });
  }

  /** The provider may add parameters of its own to the query: they are the library's to judge, not refused here. */
  @Get('callback')
  @Public()
  @TakesAnyQuery()
  @SendsOn('Come back from the identity provider with a session', 303)
  @MayRefuse()
  @ApiQuery({
    name: 'code',
    required: false,
    description: 'The authorization code.',
    schema: { type: 'string', maxLength: 2000 },
  })
  @ApiQuery({
    name: 'state',
    required: false,
    description: 'What the journey began with.',
    schema: { type: 'string', maxLength: 200 },
  })
  @ApiQuery({
    name: 'iss',
    required: false,
    description: 'The issuer (RFC 9207).',
    schema: { type: 'string', maxLength: 500 },
  })
  @ApiQuery({
    name: 'error',
    required: false,
    description: 'Why the provider refused.',
    schema: { type: 'string', maxLength: 200 },
  })
  async callback(
    @Visitor() caller: Caller,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer> {
    try {
      const { returnTo, cookies } = await this.oidc.finish(caller, request.url.split('?')[1] ?? '');
      setCookies(reply, cookies);
      return new Answer(303, null, { location: returnTo });
    } catch (error) {
      // A person in front of a browser is shown the sign-in page with the reason; a program gets the problem itself.
      if (!(error instanceof DomainError) || !wantsPage(request)) throw error;
      return new Answer(303, null, { location: `/sign-in?problem=${error.code}` });
    }
  }
}

function wantsPage(request: ApiRequest): boolean {
  return (request.headers.accept ?? '').includes('text/html');
}
