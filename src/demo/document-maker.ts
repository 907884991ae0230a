import { Injectable } from '@nestjs/common';
import { UploadEvidenceDto } from '../modules/diligence/diligence-contract.public.js';
import { EvidenceService, EvidenceUploads } from '../modules/diligence/diligence.public.js';
import { type Placed, refuseDuplicates } from '../platform/data-file/placed.js';
import type { DemoRun } from './demo-run.js';

/**
 * Writes the firm's documents, and keeps them as documents are kept. Each says in its first lines that it is of a
 * demonstration: nobody shall take it for a proof.
 */
@Injectable()
export class DocumentMaker {
  constructor(
    private readonly uploads: EvidenceUploads,
    private readonly evidence: EvidenceService,
  ) {}

  async make(run: DemoRun, file: Placed): Promise<void> {
    file.only('heading', 'documents');
    const documents = file.get('documents').items();
    refuseDuplicates(
      documents.map((at) => ({ id: at.get('id').slug() })),
      file.get('documents'),
    );
    const heading = file.get('heading').text();
    for (const at of documents) {
      const id = at.get('id').slug();
      const request = await run.request(at, UploadEvidenceDto, 'id', 'by', 'text');
      const text = `${heading}\n\n${request.name}\n\n${at.get('text').text()}\n`;
      const made = await this.uploads.write(`${id}.txt`, text, (upload) =>
        run.command(at, 'evidence.write', (context) => this.evidence.register(context, request, upload)),
      );
      run.ids.add('document', id, made.id);
    }
  }
}
