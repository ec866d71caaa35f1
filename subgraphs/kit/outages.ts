import { type Log, log } from './log.ts';

/** The part of a logger that is told. */
export type OutageLog = Pick<Log, 'warn'> & Partial<Pick<Log, 'info'>>;

/** Told how something outside this process fares, as often as that is known. */
export interface Outages {
  /** It did not answer, or not as it should; `reason` is for the log. */
  readonly onLost: (reason: string) => void;
  /** It answered. */
  readonly onBack: () => void;
}

interface OutagesOptions {
  /** What is told with both lines. */
  readonly fields: object;
  /** The message once it is lost, and once it is back. */
  readonly lost: string;
  readonly back: string;
  readonly log?: OutageLog;
}

/** Logs when something outside this process is lost and when it is back: a line each, however often it is tried meanwhile. */
export function logOutages({ fields, lost, back, log: to = log }: OutagesOptions): Outages {
  let lostAt: number | undefined;
  return {
    onLost(reason) {
      if (lostAt !== undefined) return;
      lostAt = performance.now();
      to.warn({ ...fields, reason }, lost);
    },
    onBack() {
      if (lostAt === undefined) return;
      to.info?.({ ...fields, milliseconds: Math.round(performance.now() - lostAt) }, back);
      lostAt = undefined;
    },
  };
}
