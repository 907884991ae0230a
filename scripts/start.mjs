/** `npm start`: makes ready what is missing, then runs everything in this process. */
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { checkNode, ensureBuilt, ensureInstalled, explain, ROOT } from './prepare.mjs';

try {
  checkNode();
  await ensureInstalled();
  await ensureBuilt();
  // In this very process, so that signals reach the program and nothing has to pass them on.
  await import(pathToFileURL(join(ROOT, 'dist', 'src', 'main.all.js')).href);
} catch (error) {
  explain(error);
  process.exitCode = 1;
}
