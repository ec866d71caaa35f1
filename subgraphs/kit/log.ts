import { pino } from 'pino';
import { logSettings } from './settings.ts';

/** Whoever starts a process reads the setting and refuses it by name; until then a wrong one counts as not set. */
const level = logSettings.LOG_LEVEL.schema.safeParse(process.env['LOG_LEVEL']).data ?? 'info';

type Write = (fields: object, message: string) => void;

/** A log whose every line has a message beside its fields. */
export type Log = Readonly<Record<'debug' | 'info' | 'warn' | 'error' | 'fatal', Write>> & {
  /** Whether lines of a level are written. */
  isLevelEnabled(level: 'debug'): boolean;
};

/** The process's log, one JSON object a line on standard error. Never give it personal data. */
export const log: Log = pino({ level }, pino.destination(2));
