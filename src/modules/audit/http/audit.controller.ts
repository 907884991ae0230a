import { Readable } from 'node:stream';
import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { RequestContext } from '../../../kernel/actor.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Answer } from '../../../platform/http/answer.js';
import { IdPipe } from '../../../platform/http/id.pipe.js';
import { Lists, Reads } from '../../../platform/http/operation.js';
import { Context } from '../../../platform/http/request.js';
import { AuditExport } from '../audit-export.js';
import { AuditReadModel } from '../persistence/audit.read-model.js';
import { AuditCheckpointDto, AuditEntryDto, AuditQuery, CheckpointQuery } from './audit.dto.js';

@ApiTags('audit')
@Controller('api/v1')
export class AuditController {
  constructor(
    private readonly readModel: AuditReadModel,
    private readonly exports: AuditExport,
  ) {}

  @Get('audit-entries')
  @Permit('audit.read')
  @Lists('List audit entries', AuditEntryDto)
  async list(@Context() context: RequestContext, @Query() query: AuditQuery): Promise<Answer> {
    return Answer.ok(await this.readModel.page(query, context.actor.scope));
  }

  @Get('audit-entries/export')
  @Permit('audit.export')
  @ApiOperation({ summary: 'Download the sealed log for verification offline' })
  @ApiOkResponse({
    description: 'One JSON object a line: header, entries, checkpoints, end.',
    content: { 'application/x-ndjson': { schema: { type: 'string', maxLength: 1_000_000_000 } } },
  })
  export(@Context() context: RequestContext): StreamableFile {
    // The log is one tree over the whole installation: a part of it could not be verified.
    if (!context.actor.scope.all) throw new DomainError('forbidden');
    return new StreamableFile(Readable.from(this.exports.lines()), {
      type: 'application/x-ndjson; charset=utf-8',
      disposition: 'attachment; filename="underpin-audit.ndjson"',
    });
  }

  @Get('audit-entries/:id')
  @Permit('audit.read')
  @Reads('Read an audit entry', AuditEntryDto, { etag: false })
  async read(@Context() context: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return Answer.ok(await this.readModel.one(id, context.actor.scope));
  }

  @Get('audit-checkpoints')
  @Permit('audit.read')
  @Lists('List signed checkpoints of the audit log, newest first', AuditCheckpointDto)
  async checkpoints(@Query() query: CheckpointQuery): Promise<Answer> {
    const before = query.cursor === undefined ? null : Number(query.cursor);
    return Answer.ok(await this.readModel.checkpoints(query.limit ?? 50, before));
  }
}
