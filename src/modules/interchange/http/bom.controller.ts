import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { RequestContext } from '../../../kernel/actor.js';
import { parseAsOf } from '../../../kernel/as-of.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Answer } from '../../../platform/http/answer.js';
import { TakesUpTo } from '../../../platform/http/body-limit.js';
import { IdPipe } from '../../../platform/http/id.pipe.js';
import { Lists, Repeatable } from '../../../platform/http/operation.js';
import { ReadQuery } from '../../../platform/http/query-fields.js';
import { Context } from '../../../platform/http/request.js';
import { BomService } from '../bom.service.js';
import { BomReadModel } from '../persistence/bom.read-model.js';
import { BomDto, BomImportDto, BomQuery } from './bom.dto.js';

/** Two thousand components with all that tools write of them are about two megabytes. */
const BOM_LIMIT = 5 * 1024 * 1024;

const DOCUMENT = {
  type: 'object',
  additionalProperties: true,
  description: 'A CycloneDX document in JSON, version 1.5, 1.6 or 1.7, as ECMA-424 has it.',
} as const;

@ApiTags('components')
@Controller('api/v1/components/:id')
export class BomController {
  constructor(
    private readonly service: BomService,
    private readonly readModel: BomReadModel,
  ) {}

  @Post('bom')
  @HttpCode(200)
  @Permit('register.write')
  @TakesUpTo(BOM_LIMIT)
  @ApiOperation({ summary: 'Import a bill of materials of a component' })
  @ApiBody({
    required: true,
    schema: {
      ...DOCUMENT,
      required: ['bomFormat', 'specVersion'],
      properties: {
        bomFormat: { type: 'string', enum: ['CycloneDX'], description: 'What it is.' },
        specVersion: {
          type: 'string',
          enum: ['1.5', '1.6', '1.7'],
          description: 'The version of CycloneDX.',
        },
      },
    },
  })
  @ApiOkResponse({ type: BomImportDto, description: 'What became of it.' })
  @Repeatable()
  import(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() document: Record<string, unknown>,
  ): Promise<Answer> {
    return this.service.import(context, id, document);
  }

  @Get('bom')
  @Permit('register.read')
  @ApiOperation({ summary: 'Read the newest bill of materials of a component' })
  @ApiOkResponse({
    description: 'The document, as it was received.',
    content: { 'application/json': { schema: DOCUMENT } },
  })
  async newest(@Param('id', IdPipe) id: string, @Query() query: ReadQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.newestDocument(id, parseAsOf(query.asOf)));
  }

  @Get('boms')
  @Permit('register.read')
  @Lists('List the bills of materials that were received of a component', BomDto)
  async list(@Param('id', IdPipe) id: string, @Query() query: BomQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.page(id, query, parseAsOf(query.asOf)));
  }
}
