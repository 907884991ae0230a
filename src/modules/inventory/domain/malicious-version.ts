/** What a malicious version is told by. */
export interface MaliceStatement {
  malicious: string;
  /** A day of its remediation is recorded. */
  remediated: boolean;
}

/**
 * Whether the version in use is malicious, by everything that was found in it; where nobody has found that, it is not. A
 * VEX statement is about a vulnerability: it clears an exploit, and no malice. That ends with its remediation alone.
 */
export function maliciousVersion(found: readonly MaliceStatement[]): 'yes' | 'no' | 'unknown' {
  const standing = found.filter(({ remediated }) => !remediated).map(({ malicious }) => malicious);
  return standing.includes('yes') ? 'yes' : standing.includes('unknown') ? 'unknown' : 'no';
}
