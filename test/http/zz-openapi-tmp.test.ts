import { it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { startApp } from '../harness/app.js';
it('dump', async () => {
  const app = await startApp();
  const r = await app.send(null, 'GET', '/api/v1/openapi.json');
  writeFileSync('/tmp/mine/openapi.json', r.text);
  await app.close();
});
