import { isOpen } from './domains/supply-chain.js';
import type { ComponentFacts } from './facts.js';

/** Something found in the version in use that opens G1. */
export interface AdverseFinding {
  readonly code: 'malicious_version' | 'exploited_vulnerability';
  /** What was read: whether the version is malicious, or the vulnerability. */
  readonly read: string;
}

/**
 * What is known to be exploited and not cleared, or found to be malicious (methodology 4.4, G1). A finding of which that is
 * not known is one too.
 */
export function adverseFindings({ maliciousVersion, vulnerabilities }: ComponentFacts): AdverseFinding[] {
  return [
    ...(maliciousVersion === 'no' ? [] : [{ code: 'malicious_version' as const, read: maliciousVersion }]),
    ...vulnerabilities
      .filter((vulnerability) => isOpen(vulnerability) && vulnerability.knownExploited !== 'no')
      .map(({ id }) => ({ code: 'exploited_vulnerability' as const, read: id })),
  ];
}
