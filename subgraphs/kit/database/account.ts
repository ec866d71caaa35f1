import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { DatabaseUnavailableError } from './server-check.ts';

/** The operating system's user that a process runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Who the server must run as: undefined for this process's own user. PostgreSQL refuses to run as root, so
 * root hands it to the user that owns the cluster already, or to `nobody`.
 * @throws DatabaseUnavailableError when the cluster belongs to somebody whom this process cannot become
 */
export function serverAccount(cluster: string): Account | undefined {
  if (!process.getuid) return undefined; // Windows has no such users
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (process.getuid() !== 0) {
    if (owner && owner.uid !== process.getuid()) {
      throw new DatabaseUnavailableError(
        `${cluster} belongs to the user with id ${owner.uid}: start as that user or as root, or set DATA_DIR`,
      );
    }
    return undefined;
  }
  return owner && owner.uid !== 0
    ? { uid: owner.uid, gid: owner.gid }
    : { uid: nobody('-u'), gid: nobody('-g') };
}

function nobody(kind: '-u' | '-g'): number {
  return Number(execFileSync('id', [kind, 'nobody'], { encoding: 'utf8' }));
}
