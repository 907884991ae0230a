/** What reads a document in a thread of its own: it validates up to five megabytes by a schema of three hundred kilobytes. */
import type { BomReading } from './cyclonedx/bom-content.js';
import { readBom } from './cyclonedx/read.js';

export function read(document: Readonly<Record<string, unknown>>): BomReading {
  return readBom(document);
}
