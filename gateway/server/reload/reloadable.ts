import type { Serving } from './serving.ts';

/** A place where one supergraph serves, and another can take over without a pause. */
export interface Reloadable {
  /** What answers requests that begin now. */
  readonly current: Serving;
  /**
   * Opens another supergraph beside the current one, which then answers what begins; the one before answers what it
   * has begun and is closed. Rejects when it cannot be used: then nothing changes. Reloads run one after another.
   */
  reload(supergraph: string): Promise<void>;
  /** Resolves when all that was asked is answered and every supergraph is closed. */
  stop(): Promise<void>;
}

export interface ReloadableOptions {
  readonly supergraph: string;
  readonly open: (supergraph: string) => Promise<Serving>;
  /** Called with what went wrong when a supergraph that is out of service was closed. */
  readonly onInternalError: (error: unknown) => void;
}

/** Opens the first supergraph. Rejects when it cannot be used. */
export async function createReloadable({
  supergraph,
  open,
  onInternalError,
}: ReloadableOptions): Promise<Reloadable> {
  let current = await open(supergraph);
  let isStopping = false;
  let lastReload: Promise<void> = Promise.resolve();
  const retiring = new Set<Promise<void>>();

  const retire = (serving: Serving) => {
    const retired = serving
      .retire()
      .catch(onInternalError)
      .finally(() => retiring.delete(retired));
    retiring.add(retired);
  };
  const reload = async (another: string) => {
    if (isStopping) throw new Error('The gateway is about to end.');
    const serving = await open(another);
    const isTooLate = isStopping;
    retire(isTooLate ? serving : current);
    if (isTooLate) throw new Error('The gateway is about to end.');
    current = serving;
  };

  return {
    get current() {
      return current;
    },
    reload(another) {
      const reloaded = lastReload.then(() => reload(another));
      lastReload = reloaded.catch(() => {});
      return reloaded;
    },
    async stop() {
      isStopping = true;
      await lastReload;
      retire(current);
      await Promise.all(retiring);
    },
  };
}
