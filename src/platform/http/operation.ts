import { applyDecorators, type Type } from '@nestjs/common';
import {
  ApiBody,
  ApiExtension,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiCreatedResponse,
  ApiNoContentResponse,
} from '@nestjs/swagger';

const ETAG = {
  ETag: { description: 'Version of the record.', schema: { type: 'string' as const, maxLength: 20 } },
};
const LOCATION = {
  Location: { description: 'Address of the record.', schema: { type: 'string' as const, maxLength: 500 } },
};

/** Documents reading one record, or one computed answer. */
export function Reads(
  summary: string,
  answer: Type<unknown>,
  options: { etag?: boolean } = { etag: true },
): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary }),
    ApiOkResponse({
      type: answer,
      description: summary,
      ...(options.etag === false ? {} : { headers: ETAG }),
    }),
    ...(options.etag === false ? [] : [ApiExtension('x-conditional', true)]),
  );
}

/** Documents a page of a list: `{ items, nextCursor }`. */
export function Lists(summary: string, item: Type<unknown>): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary }),
    ApiExtension('x-page-of', item.name),
    ApiOkResponse({ type: item, description: summary }),
  );
}

/** Documents a POST that creates a record and may be repeated under one Idempotency-Key. */
export function Creates(summary: string, answer: Type<unknown>): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary }),
    ApiCreatedResponse({ type: answer, description: summary, headers: { ...ETAG, ...LOCATION } }),
    IdempotencyHeader(),
  );
}

/** Documents a POST that creates many records, all or none. */
export function CreatesMany(summary: string, item: Type<unknown>): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary }),
    ApiExtension('x-batch-of', item.name),
    ApiCreatedResponse({ type: item, description: summary }),
    IdempotencyHeader(),
  );
}

/** Documents a POST that acts on a record. */
export function Acts(
  summary: string,
  answer: Type<unknown>,
  options: { ifMatch?: boolean } = {},
): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary }),
    ApiOkResponse({ type: answer, description: summary, headers: ETAG }),
    IdempotencyHeader(),
    ...(options.ifMatch ? [IfMatchHeader()] : []),
  );
}

/** Documents that a POST may be repeated under one Idempotency-Key; for those that none of the above describes. */
export function Repeatable(): MethodDecorator {
  return IdempotencyHeader();
}

/** Documents a PATCH under If-Match. */
export function Changes(summary: string, input: Type<unknown>, answer: Type<unknown>): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary }),
    ApiBody({ type: input }),
    ApiOkResponse({ type: answer, description: summary, headers: ETAG }),
    IfMatchHeader(),
  );
}

/** Documents a DELETE under If-Match: the record is retired, never erased. */
export function Retires(summary: string): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary }),
    ApiNoContentResponse({ description: summary }),
    IfMatchHeader(),
  );
}

function IfMatchHeader(): MethodDecorator {
  return ApiHeader({
    name: 'If-Match',
    required: true,
    description: 'The ETag of the version that you read.',
    schema: { type: 'string', maxLength: 20, example: '"1"' },
  });
}

function IdempotencyHeader(): MethodDecorator {
  return ApiHeader({
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
  });
}
