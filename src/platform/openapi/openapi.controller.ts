import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../auth/permit.js';
import { Answer } from '../http/answer.js';
import { DocumentHolder } from './document-holder.js';

@ApiTags('meta')
@Controller('api/v1')
export class OpenApiController {
  constructor(private readonly holder: DocumentHolder) {}

  @Get('openapi.json')
  @Public()
  @ApiOperation({ summary: 'Read this document' })
  @ApiOkResponse({
    description: 'The OpenAPI 3.1 document of this API.',
    content: { 'application/json': { schema: { type: 'object', additionalProperties: true } } },
  })
  read(): Answer {
    return Answer.ok(this.holder.text());
  }
}
