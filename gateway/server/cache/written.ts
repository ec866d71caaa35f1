import { isData } from '../run/data.ts';
import type { Concern } from './change-feed.ts';

/**
 * Reads whom a write concerned, as a ministry's answer to it says in `extensions.changes`. Undefined when it does not say, or not
 * so that it can be read: then it may have been anybody.
 */
export function readWritten(extensions: unknown): Concern[] | undefined {
  const changes = isData(extensions) ? extensions['changes'] : undefined;
  if (!Array.isArray(changes)) return undefined;
  return changes.every(isConcern) ? changes : undefined;
}

function isConcern(change: unknown): change is Concern {
  if (!isData(change)) return false;
  const { household, persons } = change;
  const isHousehold = household === null || typeof household === 'string';
  return isHousehold && Array.isArray(persons) && persons.every((person) => typeof person === 'string');
}
