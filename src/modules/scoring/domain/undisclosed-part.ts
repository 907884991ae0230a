import { UNKNOWN_UPSTREAM } from '../engine/graph/node-kinds.js';
import type { ScoredComponent } from './subject-facts.js';

/**
 * What stands in a subject for a part that nobody names: a component of which nothing is known, so a model too. That
 * somebody found its version to be malicious is not among the unknown: there is no version to speak of.
 */
export const UNDISCLOSED_PART: ScoredComponent = {
  id: UNKNOWN_UPSTREAM,
  kind: 'language_model',
  providerId: null,
  deployment: 'unknown',
  pinning: 'unknown',
  transparency: 'unknown',
  scan: 'unknown',
  maliciousVersion: 'no',
  vulnerabilities: [],
  provenance: 'unknown',
  maintenance: 'unknown',
  licence: 'unknown',
  privilege: 'unknown',
};
