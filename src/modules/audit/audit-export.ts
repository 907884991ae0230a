import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../platform/config/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { AuditSealer } from './audit-sealer.js';
import { checkpointLine, endLine, entryLine, headerLine } from './domain/export-format.js';
import { readVerifierKeys } from './domain/signing-key-file.js';
import { formatVerifierKey } from './domain/verifier-key.js';
import { AuditReadModel } from './persistence/audit.read-model.js';

const BATCH = 1_000;

/** The sealed log as a file that anybody can check without us (`npm run audit:verify`). */
@Injectable()
export class AuditExport {
  constructor(
    private readonly readModel: AuditReadModel,
    private readonly sealer: AuditSealer,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Lines, a batch at a time, in constant memory. */
  async *lines(): AsyncGenerator<string, void, undefined> {
    await this.sealer.verifierKey(); // makes the key file on the very first export
    const keys = await readVerifierKeys(this.config.auditSigningKeyFile);
    yield headerLine({
      origin: this.config.auditOrigin,
      exportedAt: new Date().toISOString(),
      verifierKeys: keys.map(formatVerifierKey),
    });
    let entries = 0;
    let checkpoints = 0;
    for (let from = 0; ;) {
      const rows = await this.readModel.sealed(from, BATCH);
      let text = '';
      for (const { index, leafHash, entry, note } of rows) {
        if (entry) {
          text += entryLine({ index, leafHash, entry });
          entries++;
        }
        if (note !== null) {
          text += checkpointLine(note);
          checkpoints++;
        }
        from = index + 1;
      }
      if (text !== '') yield text;
      if (rows.length < BATCH) break;
    }
    yield endLine({ entries, checkpoints, unsealed: await this.readModel.unsealedCount() });
  }
}
