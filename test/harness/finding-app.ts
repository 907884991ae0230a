import type { Reply } from './app.js';
import { type ComponentApp, COMPONENTS, startComponentApp } from './component-app.js';

type As = Parameters<ComponentApp['send']>[0];

/** Facts of components: their vulnerabilities, or their scans. */
export type Facts = 'vulnerabilities' | 'scans';

let counter = 1000;
/** A CVE id that no other record of the run has. */
export const cve = (): string => `CVE-2026-${++counter}`;

/** An application, with what tests of facts of components do with it. */
export interface FindingApp extends ComponentApp {
  /** A new component's id. */
  component(): Promise<string>;
  vulnerability(componentId: string, body?: object, as?: As): Promise<Reply>;
  scan(componentId: string, body?: object, as?: As): Promise<Reply>;
  changeFact(facts: Facts, made: Reply, body: object, as?: As): Promise<Reply>;
  retireFact(facts: Facts, made: Reply, as?: As): Promise<Reply>;
  restoreFact(facts: Facts, made: Reply, as?: As): Promise<Reply>;
  listFacts(facts: Facts, componentId: string, query?: string): Promise<Reply>;
}

export const factsPath = (facts: Facts, componentId: unknown): string =>
  `${COMPONENTS}/${String(componentId)}/${facts}`;
export const factPath = (facts: Facts, { json }: Reply): string =>
  `${factsPath(facts, json['componentId'])}/${String(json['id'])}`;

export async function startFindingApp(): Promise<FindingApp> {
  const app = await startComponentApp();
  const post = (facts: Facts, componentId: string, body: object, as: As = 'procurement') =>
    app.send(as, 'POST', factsPath(facts, componentId), { body });
  return {
    ...app,
    component: async () => String((await app.register()).json['id']),
    vulnerability: (componentId, body = {}, as) =>
      post('vulnerabilities', componentId, { identifier: cve(), foundOn: '2026-11-01', ...body }, as),
    scan: (componentId, body = {}, as) =>
      post('scans', componentId, { scannedOn: '2026-11-01', tool: 'osv-scanner', ...body }, as),
    changeFact: (facts, made, body, as = 'procurement') =>
      app.send(as, 'PATCH', factPath(facts, made), { body, ifMatch: made.etag }),
    retireFact: (facts, made, as = 'procurement') =>
      app.send(as, 'DELETE', factPath(facts, made), { ifMatch: made.etag }),
    restoreFact: (facts, made, as = 'procurement') =>
      app.send(as, 'POST', `${factPath(facts, made)}/restore`),
    listFacts: (facts, componentId, query = '') =>
      app.send('auditor', 'GET', `${factsPath(facts, componentId)}?limit=200&${query}`),
  };
}
