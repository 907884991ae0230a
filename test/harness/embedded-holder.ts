/** A process that starts the embedded server on a folder and stays: for tests that kill it. */
import { startEmbedded } from '../../src/platform/embedded/embedded-server.js';

const [, , dataDir = ''] = process.argv;
try {
  const { superuserUrl, ownerUrl, pid, port } = await startEmbedded({ dataDir, log: () => undefined });
  process.stdout.write(`${JSON.stringify({ superuserUrl, ownerUrl, pid, port })}\n`);
  process.stdin.resume();
} catch (error) {
  process.stdout.write(
    `${JSON.stringify({ failed: error instanceof Error ? error.message : String(error) })}\n`,
  );
  process.exitCode = 1;
}
