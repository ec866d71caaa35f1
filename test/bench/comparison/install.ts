import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A file of the peers' own package. */
export const peerFile = (path: string): string => fileURLToPath(new URL(`../peers/${path}`, import.meta.url));

/** Installs the peers as their lock file names them, unless that was done. No install script of theirs is run. */
export function installPeers(): void {
  if (isInstalled()) return;
  console.log('Installing the peers into test/bench/peers ...');
  const args = ['ci', '--ignore-scripts', '--no-engine-strict', '--no-workspaces', '--loglevel=error'];
  const { status } = spawnSync('npm', args, { cwd: peerFile('.'), stdio: 'inherit' });
  if (status !== 0) throw new Error(`npm ci in test/bench/peers ended with ${status}.`);
}

function isInstalled(): boolean {
  const installed = peerFile('node_modules/.package-lock.json');
  return (
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(peerFile('package-lock.json')).mtimeMs
  );
}

/** The version of a peer's package that is installed; null when it is not, as a binary for another system. */
export function versionOf(name: string): string | null {
  const file = peerFile(`node_modules/${name}/package.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version : null;
}
