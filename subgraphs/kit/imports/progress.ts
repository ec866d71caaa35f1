import { SingleBar } from 'cli-progress';

/** Shows how much of a file is read. */
export interface Progress {
  onProgress(bytesRead: number, bytes: number): void;
  /** May be called more than once. */
  stop(): void;
}

/** A bar on a terminal; nothing elsewhere. */
export function startProgress(stream: { readonly isTTY?: boolean }): Progress {
  if (!stream.isTTY) return { onProgress: () => {}, stop: () => {} };
  const bar = new SingleBar({
    format: '{bar} {percentage} % of {total} bytes, {eta_formatted} left',
    stream: stream as NodeJS.WritableStream,
    hideCursor: true,
    clearOnComplete: true,
  });
  return {
    onProgress(bytesRead, bytes) {
      if (bar.isActive) bar.update(bytesRead);
      else bar.start(bytes, bytesRead);
    },
    stop: () => bar.stop(),
  };
}
