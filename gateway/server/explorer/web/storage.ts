import type { Tab } from './operations.ts';

const OFFERED = 'hearth:offered';
const TABS = 'graphiql:tabState';
const OPEN = [TABS, 'graphiql:query', 'graphiql:variables', 'graphiql:headers'];

/** Whether GraphiQL keeps no tabs from last time, and so opens those that it is given. */
export const hasNoTabs = (storage: Storage): boolean => storage.getItem(TABS) === null;

/**
 * Makes GraphiQL open these tabs anew when they are others than last time, as after another gateway or other
 * sample data on this address. Else the browser keeps the tabs as they were left; the history stays in any case.
 */
export function forgetOtherTabs(storage: Storage, tabs: readonly Tab[]): void {
  const offered = JSON.stringify(tabs);
  if (storage.getItem(OFFERED) === offered) return;
  for (const key of OPEN) storage.removeItem(key);
  storage.setItem(OFFERED, offered);
}
