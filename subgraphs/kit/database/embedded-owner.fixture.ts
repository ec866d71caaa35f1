import { attachEmbedded, openEmbedded } from './embedded.ts';

/**
 * A process that owns an embedded server: `embedded-owner.fixture.ts open|attach <DATA_DIR> <ministry>...`.
 * Writes the URLs as one line of JSON when ready; ends in order when its input ends, whatever kills
 * its parent, and at once when something is written to it.
 */
const [mode, dataDir, ...ministries] = process.argv.slice(2);
const open = mode === 'attach' ? attachEmbedded : openEmbedded;
try {
  const server = await open({ dataDir: dataDir!, ministries });
  const urls = Object.fromEntries(ministries.map((ministry) => [ministry, server.urlOf(ministry)]));
  process.stdout.write(`${JSON.stringify({ superuserUrl: server.superuserUrl, urls })}\n`);
  process.stdin.on('end', () => void server.stop());
  process.stdin.on('data', () => process.exit());
} catch (error) {
  process.stderr.write((error as Error).message);
  process.exitCode = 1;
}
