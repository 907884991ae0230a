import { DomainError } from '../../kernel/domain-error.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import type { EvidenceRepository, KeptFile } from './persistence/evidence.repository.js';

/** How much may be kept in all: who may upload must not be able to fill the disk of the register. */
export class EvidenceQuota {
  /** @param bytes null: as much as there is room for */
  constructor(
    private readonly evidence: EvidenceRepository,
    private readonly bytes: number | null,
  ) {}

  /** @throws quota-exceeded where there is no room for a file; one that is kept already takes no more */
  async refuseBeyond(tx: Transaction, { sha256, size }: KeptFile): Promise<void> {
    if (this.bytes === null) return;
    const others = await this.evidence.bytesBeside(tx, sha256);
    if (others + size > this.bytes) throw new DomainError('quota-exceeded');
  }
}
