import { Injectable } from '@nestjs/common';
import type { FieldError } from '../../kernel/domain-error.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';

/** A document that a record names, and where. */
export interface NamedEvidence {
  pointer: string;
  id: string;
}

/**
 * What is wrong with documents that a record of a legal entity, or of the installation (null), names: not there for the actor,
 * retired, or another legal entity's. They are held until the transaction ends.
 */
type Lookup = (
  tx: Transaction,
  legalEntityId: string | null,
  named: readonly NamedEvidence[],
) => Promise<FieldError[]>;

/** Documents belong to a module above this one, which says here how they are looked up. */
@Injectable()
export class EvidenceLookup {
  #lookup: Lookup | null = null;

  use(lookup: Lookup): void {
    this.#lookup = lookup;
  }

  async problemsOf(
    tx: Transaction,
    legalEntityId: string | null,
    named: readonly NamedEvidence[],
  ): Promise<FieldError[]> {
    if (named.length === 0) return [];
    if (this.#lookup === null) throw new Error('nobody looks documents up');
    return this.#lookup(tx, legalEntityId, named);
  }
}
