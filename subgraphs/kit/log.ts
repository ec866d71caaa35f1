import { pino } from 'pino';
import { logSettings } from './settings.ts';

/** Whoever starts a process reads the setting and refuses it by name; until then a wrong one counts as not set. */
const level = logSettings.LOG_LEVEL.schema.safeParse(process.env['LOG_LEVEL']).data ?? 'info';

/** The process's log, one JSON object a line on standard error. Never give it personal data. */
export const log = pino({ level }, pino.destination(2));
