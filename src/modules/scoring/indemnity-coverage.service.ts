import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../kernel/actor.js';
import type { AsOf } from '../../kernel/as-of.js';
import { INDEMNITY_RISKS } from '../arrangements/arrangement-terms.public.js';
import { TIERS } from '../inventory/tier.public.js';
import { PAYERS } from './domain/indemnity-cover.js';
import { IndemnityCoverageReadModel } from './persistence/indemnity-coverage.read-model.js';

/** The tiers in which it matters most that somebody pays. */
const HIGH_TIERS = ['T1', 'T2'];
/** Use cases that a summary names. */
export const NAMED_UNPAID = 100;

/** The coverage of indemnities at a glance. */
@Injectable()
export class IndemnityCoverageService {
  constructor(private readonly coverage: IndemnityCoverageReadModel) {}

  /** @returns JSON text */
  async summary(legalEntityId: string | undefined, scope: EntityScope, asOf: AsOf): Promise<string> {
    const [found, unpaid] = await Promise.all([
      this.coverage.counts(legalEntityId, scope, asOf),
      this.coverage.unpaid(legalEntityId, HIGH_TIERS, NAMED_UNPAID, scope, asOf),
    ]);
    const countOf = (risk: string, tier: string, payer: string): number =>
      found.find((one) => one.risk === risk && one.tier === tier && one.payer === payer)?.rows ?? 0;
    const counts = INDEMNITY_RISKS.flatMap((risk) =>
      TIERS.map((tier) => ({
        risk,
        tier,
        ...Object.fromEntries(PAYERS.map((payer) => [payer, countOf(risk, tier, payer)])),
      })),
    );
    return JSON.stringify({ counts, unpaid });
  }
}
