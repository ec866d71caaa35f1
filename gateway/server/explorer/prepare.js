/**
 * Builds the page after an install. `npm ci --omit=dev` brings no tools to build it with: then a page that was built before is left as it is,
 * and the hub runs without one.
 */
import { fileURLToPath } from 'node:url';

const vite = await import('vite').catch((error) => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
});
const configFile = fileURLToPath(new URL('vite.config.ts', import.meta.url));
if (vite) await vite.build({ configFile });
else console.log('The explorer is not built: its tools are development dependencies.');
