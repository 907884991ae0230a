import type { FieldError } from '../../../kernel/domain-error.js';

/** A component of the document that becomes one of the register. */
export interface BomLine {
  /** Where it stands in the document. */
  pointer: string;
  /** By which other parts of the document name it. */
  ref: string | null;
  /** The name of its record: group, name and version. */
  name: string;
  bareName: string;
  version: string | null;
  kind: 'library' | 'application' | 'dataset' | 'language_model';
  purl: string | null;
  licence: string | null;
  /** Where its model card stands in the document. */
  modelCardAt: string | null;
}

/** What the document states of a vulnerability; what it does not state is left out. */
export interface StatedVulnerability {
  identifier: string;
  severity?: { version: string; score: number };
  epss?: number;
  malicious?: 'yes';
  vex?: string;
  source?: string;
  note?: string;
  /** YYYY-MM-DD; when the document was made where it does not say. */
  foundOn: string | null;
}

export interface BomVulnerability {
  pointer: string;
  /** Whose it is: a place in `lines`, or null for the component that the document is about. */
  line: number | null;
  stated: StatedVulnerability;
}

/** Why a part of the document is kept in the document alone. */
export const REASONS = [
  'stored_only',
  'type_not_kept',
  'excluded',
  'listed_twice',
  'the_component_itself',
  'text_not_kept',
  'purl_not_valid',
  'licence_not_an_expression',
  'identifier_not_known',
  'affects_nothing_listed',
  'register_says_otherwise',
] as const;
export type Reason = (typeof REASONS)[number];

export interface NotUnderstood {
  pointer: string;
  reason: Reason;
}

export interface BomContent {
  serialNumber: string | null;
  documentVersion: number | null;
  specVersion: string;
  lines: BomLine[];
  vulnerabilities: BomVulnerability[];
  notUnderstood: NotUnderstood[];
}

/** What comes of reading a document. */
export type BomReading = { problems: FieldError[] } | ReadBom;

export interface ReadBom {
  content: BomContent;
  /** SHA-256 of the canonical form (RFC 8785), in hexadecimal. */
  sha256: string;
  /** The document as JSON text. */
  text: string;
}

/** More than this becomes unwieldy in one transaction; larger products send a document for each of their parts. */
export const MAX_LINES = 2000;
export const MAX_VULNERABILITIES = 2000;

export const SPEC_VERSIONS = ['1.5', '1.6', '1.7'] as const;
