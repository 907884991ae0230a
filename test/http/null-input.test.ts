import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ContractFacts, isNullable } from '../harness/contract-facts.js';
import { startApp, type TestApp } from '../harness/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const NOBODY = '01900000-0000-7000-8000-000000000000';

it('a change refuses null for every field that the contract does not let be empty', async () => {
  const contract = new ContractFacts(
    JSON.parse((await app.send(null, 'GET', '/api/v1/openapi.json')).text) as never,
  );
  const resources = contract.resources();
  expect(resources.length).toBeGreaterThan(8);
  const found: string[] = [];
  for (const { path, fields } of resources) {
    // What may be changed is checked before whether the record is there.
    const address = path.replaceAll(/\{\w+\}/g, NOBODY);
    const person = path.includes('/users/') || path.includes('/api-keys/') ? 'admin' : 'risk_officer';
    for (const [field, schema] of Object.entries(fields)) {
      if (isNullable(schema)) continue;
      const reply = await app.send(person, 'PATCH', address, { body: { [field]: null }, ifMatch: '"1"' });
      const errors = (reply.json['errors'] ?? []) as unknown as { pointer: string }[];
      if (reply.status !== 422 || errors[0]?.pointer !== `/${field}`) {
        found.push(`${path} ${field}: ${reply.status}`);
      }
    }
  }
  expect(found).toEqual([]);
});
