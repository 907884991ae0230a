import { createHash } from 'node:crypto';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import canonicalize from 'canonicalize';
import { create as contentDisposition } from 'content-disposition';
import type { RequestContext } from '../../../kernel/actor.js';
import { parseAsOf } from '../../../kernel/as-of.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Answer } from '../../../platform/http/answer.js';
import { TakesUpTo } from '../../../platform/http/body-limit.js';
import { IdPipe } from '../../../platform/http/id.pipe.js';
import { type Form, TakesFile, TheForm } from '../../../platform/http/multipart.js';
import { Acts, Changes, Creates, Lists, Reads, Retires } from '../../../platform/http/operation.js';
import { ReadQuery } from '../../../platform/http/query-fields.js';
import { Context, etagOf, IfMatch } from '../../../platform/http/request.js';
import { EvidenceService } from '../evidence.service.js';
import { EvidenceUploads, MOST_BYTES, type Upload } from '../evidence-uploads.js';
import { EvidenceReadModel } from '../persistence/evidence.read-model.js';
import { ChangeEvidenceDto, EvidenceDto, EvidenceQuery, EvidenceFormDto } from './evidence.dto.js';
import { factsOfForm } from './evidence.form.js';

/** What stands around the file in a form. */
const AROUND_THE_FILE = 1024 * 1024;

/** Documents that prove what the register says. */
@ApiTags('evidence')
@Controller('api/v1/evidence')
export class EvidenceController {
  constructor(
    private readonly service: EvidenceService,
    private readonly uploads: EvidenceUploads,
    private readonly readModel: EvidenceReadModel,
  ) {}

  @Get()
  @Permit('evidence.read')
  @Lists('List documents', EvidenceDto)
  async list(@Context() { actor }: RequestContext, @Query() query: EvidenceQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.page(query, actor.scope, parseAsOf(query.asOf)));
  }

  @Post()
  @Permit('evidence.write')
  @TakesFile()
  @TakesUpTo(MOST_BYTES + AROUND_THE_FILE)
  @Creates('Upload a document', EvidenceDto)
  @ApiConsumes('multipart/form-data')
  @ApiBody({ required: true, type: EvidenceFormDto })
  upload(@Context() context: RequestContext, @TheForm() form: Form): Promise<Answer> {
    return this.uploads.receive(form, async (fields, upload) =>
      this.service.register(repeatable(context, fields, upload), await factsOfForm(fields), upload),
    );
  }

  @Get(':id')
  @Permit('evidence.read')
  @Reads('Read what is said of a document', EvidenceDto)
  async read(
    @Context() { actor }: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const { json, rowVersion } = await this.readModel.one(id, actor.scope, parseAsOf(query.asOf));
    return Answer.ok(json, etagOf(rowVersion));
  }

  @Get(':id/content')
  @Permit('evidence.read')
  @ApiOperation({ summary: 'Download a document' })
  @ApiOkResponse({
    description: 'The file, to be saved: never to be shown in place.',
    content: {
      'application/octet-stream': { schema: { type: 'string', format: 'binary', maxLength: MOST_BYTES } },
    },
  })
  async download(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
  ): Promise<StreamableFile> {
    const { row, content } = await this.service.download(context, id);
    return new StreamableFile(content, {
      type: 'application/octet-stream',
      length: row.size,
      disposition: contentDisposition(row.fileName, { type: 'attachment' }),
    });
  }

  @Patch(':id')
  @Permit('evidence.write')
  @Changes('Change what is said of a document; the file stays', ChangeEvidenceDto, EvidenceDto)
  change(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
    @Body() body: ChangeEvidenceDto,
  ): Promise<Answer> {
    return this.service.change(context, id, rowVersion, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('evidence.write')
  @Retires('Retire a document; the file is kept')
  retire(
    @Context() context: RequestContext,
    @Param('id', IdPipe) id: string,
    @IfMatch() rowVersion: number,
  ): Promise<Answer> {
    return this.service.retire(context, id, rowVersion);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Permit('evidence.write')
  @Acts('Restore a retired document', EvidenceDto)
  restore(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.service.restore(context, id);
  }
}

/** A form is repeated where its fields and its file are the same: that is known only when it was read. */
function repeatable(
  context: RequestContext,
  fields: Record<string, string>,
  { sha256, fileName }: Upload,
): RequestContext {
  if (!context.idempotency) return context;
  const content = canonicalize({ fields, sha256, fileName }) ?? '';
  const fingerprint = createHash('sha256').update(content).digest();
  return { ...context, idempotency: { ...context.idempotency, fingerprint } };
}
