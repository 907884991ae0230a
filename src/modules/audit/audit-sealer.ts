import { Inject, Injectable } from '@nestjs/common';
import { systemContext } from '../../kernel/actor.js';
import type { Config } from '../../platform/config/config.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { CONFIG } from '../../platform/tokens.js';
import { canonicalEntryBytes } from './domain/audit-entry.js';
import { signCheckpoint } from './domain/checkpoint.js';
import { leafHash } from './domain/merkle.js';
import { appendLeaves, frontierRoot } from './domain/merkle-frontier.js';
import { loadOrCreateSigningKey } from './domain/signing-key-file.js';
import type { SigningKey } from './domain/signing-key.js';
import { SealRepository } from './persistence/seal.repository.js';

const BATCH = 2_000;

/**
 * Puts committed audit entries into the Merkle tree and signs its new head, apart from those who write them: no writer
 * waits for the tree. Runs as often as it likes, in as many processes as it likes; one works at a time.
 */
@Injectable()
export class AuditSealer {
  #key: Promise<SigningKey> | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly seals: SealRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Seals everything that can be sealed now; returns how many entries. */
  async seal(): Promise<number> {
    let sealed = 0;
    for (;;) {
      const batch = await this.#sealBatch();
      sealed += batch;
      if (batch < BATCH) return sealed;
    }
  }

  /** The public half, to be kept outside the database. */
  async verifierKey(): Promise<string> {
    return (await this.#signingKey()).verifierKey;
  }

  async #sealBatch(): Promise<number> {
    const key = await this.#signingKey();
    return this.unitOfWork.run(systemContext('audit-sealer'), async (tx) => {
      if (!(await this.seals.claim(tx))) return 0;
      const [frontier, entries] = await Promise.all([
        this.seals.frontier(tx),
        this.seals.unsealed(tx, BATCH),
      ]);
      if (entries.length === 0) return 0;
      const leaves = entries.map((entry) => ({
        entryId: entry.id,
        hash: leafHash(canonicalEntryBytes(entry)),
      }));
      const grown = appendLeaves(
        frontier,
        leaves.map(({ hash }) => hash),
      );
      const root = frontierRoot(grown);
      const note = signCheckpoint({ origin: this.config.auditOrigin, size: grown.size, root }, [key]);
      this.seals.addLeaves(tx, frontier.size, leaves);
      this.seals.addCheckpoint(tx, grown, root, note);
      return entries.length;
    });
  }

  /** Read once; a failed reading is tried again the next time. */
  #signingKey(): Promise<SigningKey> {
    this.#key ??= loadOrCreateSigningKey(this.config.auditSigningKeyFile, this.config.auditOrigin).catch(
      (error: unknown) => {
        this.#key = null;
        throw error;
      },
    );
    return this.#key;
  }
}
