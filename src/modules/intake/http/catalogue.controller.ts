import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Permit } from '../../../platform/auth/permit.js';
import { Lists, Reads } from '../../../platform/http/operation.js';
import { catalogueEntries, catalogueEntry } from '../catalogue-answer.js';
import { CatalogueEntryDto, CatalogueItemDto, CatalogueQuery } from './catalogue.dto.js';

/** The reference catalogue that comes with the release: what is publicly known, by whom, since when. */
@ApiTags('catalogue')
@Controller('api/v1/catalogue')
export class CatalogueController {
  @Get()
  @Permit('register.read')
  @Lists('List entries of the reference catalogue', CatalogueItemDto)
  list(@Query() query: CatalogueQuery): ReturnType<typeof catalogueEntries> {
    return catalogueEntries(query);
  }

  @Get(':entry')
  @Permit('register.read')
  @Reads('Read an entry, every fact with source, date and confidence', CatalogueEntryDto, { etag: false })
  @ApiParam({
    name: 'entry',
    description: 'Identifier of the entry.',
    schema: { type: 'string', minLength: 1, maxLength: 60, pattern: '^[a-z0-9-]+$', example: 'litellm' },
  })
  read(@Param('entry') entry: string): ReturnType<typeof catalogueEntry> {
    return catalogueEntry(entry);
  }
}
