import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../src/platform/package-root.js';
import type { Reply } from './app.js';
import { type FindingApp, startFindingApp } from './finding-app.js';

type As = Parameters<FindingApp['send']>[0];
export type Entry = Record<string, unknown>;

/** A document that a real tool made of a small program. */
export const toolDocument = (): Entry =>
  JSON.parse(
    readFileSync(join(PACKAGE_ROOT, 'test/fixtures/langchain-openai-pinecone.cdx.json'), 'utf8'),
  ) as Entry;

let counter = 0;
/** A package that no other document of the run lists. */
export function library(overrides: Entry = {}): Entry {
  const name = `pack-${++counter}`;
  return {
    type: 'library',
    'bom-ref': name,
    name,
    version: '1.0.0',
    purl: `pkg:npm/${name}@1.0.0`,
    licenses: [{ license: { id: 'MIT' } }],
    ...overrides,
  };
}

export const documentOf = (components: readonly Entry[], rest: Entry = {}): Entry => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: {
    timestamp: '2026-11-20T10:00:00Z',
    component: { type: 'application', name: 'subject', 'bom-ref': 'subject' },
  },
  components,
  ...rest,
});

export interface BomApp extends FindingApp {
  import(componentId: string, document: unknown, as?: As, headers?: Record<string, string>): Promise<Reply>;
  /** What the component uses: the labels and components of its requirements in use. */
  uses(componentId: string): Promise<{ label: unknown; componentId: unknown; effect: unknown }[]>;
  readComponent(id: unknown): Promise<Entry>;
}

export const bomPath = (componentId: string): string => `/api/v1/components/${componentId}/bom`;

export async function startBomApp(): Promise<BomApp> {
  const app = await startFindingApp();
  return {
    ...app,
    import: (componentId, document, as = 'procurement', headers = {}) =>
      app.send(as, 'POST', bomPath(componentId), { body: document, headers }),
    uses: async (componentId) => {
      const query = `dependentId=${componentId}&limit=200`;
      const { json } = await app.send('auditor', 'GET', `/api/v1/requirements?${query}`);
      const items = json['items'] as unknown as (Entry & { alternatives: Entry[] })[];
      return items.map(({ label, effect, alternatives }) => ({
        label,
        effect,
        componentId: alternatives[0]?.['componentId'],
      }));
    },
    readComponent: async (id) => (await app.send('auditor', 'GET', `/api/v1/components/${String(id)}`)).json,
  };
}

/** One of the lists of the answer to an import. */
export const listOf = (reply: Reply, list: string): Entry[] => {
  if (reply.status !== 200) throw new Error(`not imported: ${reply.status} ${reply.text.slice(0, 500)}`);
  return reply.json[list] as unknown as Entry[];
};
export const reasonsOf = (reply: Reply): Record<string, unknown> =>
  Object.fromEntries(listOf(reply, 'notUnderstood').map(({ pointer, reason }) => [String(pointer), reason]));
