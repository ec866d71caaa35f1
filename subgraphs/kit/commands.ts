/** Every write of a ministry: rules, rows and what is announced of them, in one transaction. */
export type { Announcement } from './changes/announce.ts';
export { type AboutPerson, announcePerson } from './commands/announcements.ts';
export type { Command, Outcome } from './commands/command.ts';
export { demand, demandAmounts, demandYear, hasCome } from './commands/rules.ts';
export { notFound } from './commands/refusals.ts';
