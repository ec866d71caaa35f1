import { type FSWatcher, statSync, watch } from 'node:fs';
import { dirname } from 'node:path';

export interface WatchOptions {
  /** Milliseconds of quiet after which a change is believed to be whole. Default 200. */
  readonly quiet?: number;
  /** Milliseconds between looks at the file, for file systems that tell of no change. Default 2,000. */
  readonly interval?: number;
}

/**
 * Calls `onChange` when a file may hold something else: it was written, replaced by renaming, removed, or is a link
 * that leads elsewhere. Watches its folder, since a watch on a file stays with what is renamed away. Returns what ends it.
 */
export function watchFile(
  path: string,
  onChange: () => void,
  { quiet = 200, interval = 2_000 }: WatchOptions = {},
): () => void {
  let seen = identityOf(path);
  let timer: NodeJS.Timeout | undefined;
  const look = () => {
    const identity = identityOf(path);
    if (identity === seen) return;
    seen = identity;
    clearTimeout(timer);
    timer = setTimeout(onChange, quiet);
  };
  const watcher = watchFolder(dirname(path), look);
  const looking = setInterval(look, interval);
  return () => {
    watcher?.close();
    clearInterval(looking);
    clearTimeout(timer);
  };
}

/** A watcher that never fails: where there is none, or no more, looking from time to time has to do. */
function watchFolder(folder: string, onEvent: () => void): FSWatcher | undefined {
  try {
    return watch(folder, { persistent: false }, onEvent).on('error', () => {});
  } catch {
    return undefined;
  }
}

/** What changes with the file, links followed; 'absent' when there is none that can be looked at. */
function identityOf(path: string): string {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
    return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
  } catch {
    return 'absent';
  }
}
