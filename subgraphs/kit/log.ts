import { pino } from 'pino';

/** The process's log, one JSON object a line on standard error. Never give it personal data. */
export const log = pino({ level: process.env['LOG_LEVEL'] ?? 'info' }, pino.destination(2));
