import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { systemContext } from '../../kernel/actor.js';
import type { Config } from '../../platform/config/config.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { StartupError } from '../../platform/startup-error.js';
import { CONFIG } from '../../platform/tokens.js';
import { type AuditEntry, canonicalEntryBytes } from './domain/audit-entry.js';
import { signCheckpoint } from './domain/checkpoint.js';
import { fileErrorCode } from './domain/durable-file.js';
import { leafHash } from './domain/merkle.js';
import { appendLeaves, frontierRoot } from './domain/merkle-frontier.js';
import {
  readSealedHead,
  refuseOtherTree,
  type SealedTree,
  SealedTreeError,
  sealedHeadPath,
  writeSealedHead,
} from './domain/sealed-head.js';
import { loadOrCreateSigningKey, SigningKeyFileError } from './domain/signing-key-file.js';
import type { SigningKey } from './domain/signing-key.js';
import { SealRepository } from './persistence/seal.repository.js';

const BATCH = 2_000;

/**
 * Puts committed audit entries into the Merkle tree and signs its new head, apart from those who write them: no writer
 * waits for the tree. Runs as often as it likes, in as many processes as it likes; one works at a time.
 */
@Injectable()
export class AuditSealer implements OnModuleInit {
  readonly #headFile: string;
  #key: Promise<SigningKey> | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly seals: SealRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.#headFile = sealedHeadPath(config.auditSigningKeyFile);
  }

  /** A key that cannot be used, or a log that is not the one we sealed, stops the start instead of all sealing later. */
  async onModuleInit(): Promise<void> {
    try {
      await this.unitOfWork.run(systemContext('audit-sealer'), (tx) => this.#tree(tx));
      await this.#signingKey(); // afterwards: under another origin it would be remembered as a key of this log
    } catch (error) {
      throw startupErrorOf(error, this.config.auditSigningKeyFile);
    }
  }

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
    const head = await this.unitOfWork.run(systemContext('audit-sealer'), async (tx) => {
      if (!(await this.seals.claim(tx))) return null;
      const [{ frontier }, entries] = await Promise.all([this.#tree(tx), this.seals.unsealed(tx, BATCH)]);
      if (entries.length === 0) return null;
      const leaves = entries.map((entry) => ({
        entryId: entry.id,
        hash: hashOf(entry),
      }));
      const grown = appendLeaves(
        frontier,
        leaves.map(({ hash }) => hash),
      );
      const root = frontierRoot(grown);
      const note = signCheckpoint({ origin: this.config.auditOrigin, size: grown.size, root }, [key]);
      this.seals.addLeaves(tx, frontier.size, leaves);
      this.seals.addCheckpoint(tx, grown, root, note);
      return { size: grown.size, root, added: leaves.length };
    });
    if (head === null) return 0;
    // After the commit: a head of what was never committed would stop all sealing.
    await writeSealedHead(this.#headFile, head);
    return head.added;
  }

  /** The tree in the database, which is the one that was signed last. */
  async #tree(tx: Transaction): Promise<SealedTree> {
    const known = await readSealedHead(this.#headFile);
    const tree = await this.seals.tree(tx, known?.size ?? null);
    refuseOtherTree(tree, known, this.config.auditOrigin);
    return tree;
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

/** Only an entry written behind the API can have no canonical form: its writer is to be found, so it is named. */
function hashOf(entry: AuditEntry): Buffer {
  try {
    return leafHash(canonicalEntryBytes(entry));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The audit entry ${entry.id} holds up all sealing: ${reason}`, { cause });
  }
}

function startupErrorOf(error: unknown, keyFile: string): unknown {
  if (error instanceof SealedTreeError) return new StartupError(error.message, { cause: error });
  const reason = error instanceof SigningKeyFileError ? error.message : fileErrorCode(error);
  if (reason === null) return error;
  const message = `The signing key of the audit log cannot be used (${reason}): make ${keyFile} readable and its folder writable for this user, restore it from its backup, or set the environment variable AUDIT_SIGNING_KEY_FILE to the right file.`;
  return new StartupError(message, { cause: error });
}
