import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RequirementApp, startRequirementApp } from '../harness/requirement-app.js';

let app: RequirementApp;
beforeAll(async () => {
  app = await startRequirementApp();
});
afterAll(() => app.close());

const retire = async (path: string) => {
  const { etag } = await app.send('procurement', 'GET', path);
  return app.send('procurement', 'DELETE', path, { ifMatch: etag });
};

describe('what a retired record required', () => {
  it.each(['use_case', 'component'])('no longer holds its components (%s)', async (dependentType) => {
    const part = await app.component();
    const isUseCase = dependentType === 'use_case';
    const dependentId = isUseCase ? await app.useCaseOf(await app.entity()) : await app.component();
    await app.register({ dependentType, dependentId, alternatives: [{ componentId: part }] });
    const held = await app.retireComponent(part);
    expect([held.status, held.json['type']]).toEqual([409, '/problems/in-use']);
    const path = `/api/v1/${isUseCase ? 'use-cases' : 'components'}/${dependentId}`;
    expect((await retire(path)).status).toBe(204);
    expect((await app.retireComponent(part)).status).toBe(204);
    expect((await app.send('procurement', 'POST', `${path}/restore`)).status).toBe(200);
  });
});
