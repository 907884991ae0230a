/** `npm start`: makes ready what is missing, then runs everything in this process. */
import module from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkNode, ensureBuilt, ensureInstalled, explain, ROOT } from './prepare.mjs';

try {
  checkNode();
  await ensureInstalled();
  await ensureBuilt();
  // Node 22 and later keep compiled code, which saves a good part of a second start.
  module.enableCompileCache?.(join(ROOT, 'node_modules', '.cache', 'compiled'));
  // In this very process, so that signals reach the program and nothing has to pass them on. No source maps:
  // they cost 17 MB of memory, and the compiler hardly moves a line.
  await import(pathToFileURL(join(ROOT, 'dist', 'src', 'main.all.js')).href);
} catch (error) {
  explain(error);
  process.exitCode = 1;
}
