import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ScoreKeeper } from '../../src/modules/scoring/scoring.public.js';
import { CONFIG } from '../../src/platform/tokens.js';
import type { Config } from '../../src/platform/config/config.js';
import { startApp, type TestApp } from '../harness/app.js';
import { startProgram } from '../harness/program-process.js';
import { RegisterWriter } from '../harness/register.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  const keeper = app.nest.get(ScoreKeeper);
  const register = new RegisterWriter(app.owner);
  const firm = await register.legalEntity('Firm');
  const vendor = await register.provider('Vendor');
  const model = await register.component('Model', 'language_model', vendor);
  const useCase = await register.useCase('Use', 'T1', firm);
  await register.requires({ useCase }, [{ component: model }]);
  await keeper.keep();
  for (const provenance of ['signed_verified', 'pinned_or_safe_format', 'unknown']) {
    await app.owner.query('UPDATE component SET provenance = $1 WHERE id = $2', [provenance, model]);
    await keeper.keep();
  }
});
afterAll(() => app.close());

async function verify(): Promise<{ code: number | null; output: string }> {
  const program = startProgram('verify-scores', app.nest.get<Config>(CONFIG));
  const code = await program.ended();
  return { code, output: program.output() };
}

describe('the verification of scores', () => {
  it('computes those of now and of three changes ago again, to the same bytes', async () => {
    expect(await verify()).toEqual({ code: 0, output: '4 scores verified, 0 not\n' });
  }, 30_000);

  it('names a score whose inputs, or whose result, somebody changed behind it', async () => {
    await app.owner.query(
      `UPDATE history.score SET inputs = jsonb_set(inputs, '{facts,provenance}', '"x"') WHERE change_to IS NULL`,
    );
    const changed = await verify();
    expect(changed.code).toBe(1);
    expect(changed.output).toMatch(/^inputs_changed: use case .*\n3 scores verified, 1 not\n/);
    await app.owner.query(
      `UPDATE history.score SET result_hash = reverse(result_hash) WHERE change_to IS NOT NULL`,
    );
    const other = await verify();
    expect(other.output).toContain('another_result: ');
    expect(other.output).toContain('0 scores verified, 4 not\n');
  }, 60_000);
});
