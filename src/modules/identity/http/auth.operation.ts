import { applyDecorators, HttpCode, type Type } from '@nestjs/common';
import {
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  getSchemaPath,
} from '@nestjs/swagger';

const COOKIES = {
  'Set-Cookie': {
    description:
      'The session, or the end of it. HttpOnly, SameSite=Lax; Secure and bound to the host under https.',
    schema: { type: 'string' as const, maxLength: 4096 },
  },
};

/** Documents an act around signing in that answers something. */
export function Answers(
  summary: string,
  answer: Type<unknown>,
  options: { cookies?: boolean } = {},
): MethodDecorator {
  return applyDecorators(
    HttpCode(200),
    ApiOperation({ summary }),
    ApiOkResponse({ type: answer, description: summary, ...(options.cookies ? { headers: COOKIES } : {}) }),
  );
}

/** Documents an act that answers nothing. */
export function Does(summary: string, options: { cookies?: boolean } = {}): MethodDecorator {
  return applyDecorators(
    HttpCode(204),
    ApiOperation({ summary }),
    ApiNoContentResponse({ description: summary, ...(options.cookies ? { headers: COOKIES } : {}) }),
  );
}

/** Documents an act on a record that answers nothing and may be repeated under one Idempotency-Key. */
export function DoesOnce(summary: string): MethodDecorator {
  return applyDecorators(
    Does(summary),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'Chosen by the caller; a repeat within 24 hours gets the first answer again.',
      schema: {
        type: 'string',
        minLength: 1,
        maxLength: 255,
        pattern: '^[\\x21-\\x7e]{1,255}$',
        example: '7f9c24e8-0001',
      },
    }),
  );
}

/** Documents that the details given may be refused. */
export function MayRefuse(): MethodDecorator {
  return ApiResponse({
    status: 401,
    description: 'Sign-in refused; nothing says which detail was wrong.',
    content: { 'application/problem+json': { schema: { $ref: getSchemaPath('Problem') } } },
  });
}

const NO_PROVIDER = {
  status: 404,
  description: 'No identity provider is configured.',
  content: { 'application/problem+json': { schema: { $ref: getSchemaPath('Problem') } } },
};

/** Documents a step of a journey through the identity provider: the browser is sent on. */
export function SendsOn(summary: string, status: 302 | 303): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary }),
    ApiResponse(NO_PROVIDER),
    ApiResponse({
      status,
      description: summary,
      headers: {
        ...COOKIES,
        Location: { description: 'Where to go.', schema: { type: 'string', maxLength: 4096 } },
      },
    }),
  );
}
