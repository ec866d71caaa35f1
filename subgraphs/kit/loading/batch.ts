import DataLoader from 'dataloader';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { readApart } from './apart.ts';
import type { Reader } from './reader.ts';

/** The drizzle door to one ministry's database. */
export type Orm = NodePgDatabase;

/** Makes a loader for one request. */
export type LoaderDefinition<Loader> = (reader: Reader) => Loader;

/** Loads what belongs to a key, under arguments that the loads of one statement share. */
export interface ArgumentLoader<Arguments, Value> {
  load(key: string, args: Arguments): Promise<Value>;
}

/**
 * A loader that answers all keys of one tick at once; `read` gives a value, or why there is none, for each key, in their order.
 * A key that makes `read` fail fails alone.
 */
export function batch<Key extends string, Value>(
  read: (reader: Reader, keys: readonly Key[]) => Promise<readonly (Value | Error)[]>,
): LoaderDefinition<DataLoader<Key, Value>> {
  return (reader) =>
    new DataLoader<Key, Value>((keys) => readApart(keys, (some) => read(reader, some)), { cache: true });
}

/** As `batch`, for a field with arguments: the keys that come with equal arguments are answered at once. */
export function batchWith<Arguments, Value>(
  read: (reader: Reader, keys: readonly string[], args: Arguments) => Promise<readonly (Value | Error)[]>,
): LoaderDefinition<ArgumentLoader<Arguments, Value>> {
  return (reader) => {
    const loaders = new Map<string, DataLoader<string, Value>>();
    return {
      load(key, args) {
        const group = JSON.stringify(args);
        let loader = loaders.get(group);
        if (loader === undefined) {
          loader = new DataLoader((keys) => readApart(keys, (some) => read(reader, some, args)));
          loaders.set(group, loader);
        }
        return loader.load(key);
      },
    };
  };
}

type Loaders<Definitions> = {
  readonly [Name in keyof Definitions]: Definitions[Name] extends LoaderDefinition<infer Loader>
    ? Loader
    : never;
};

/**
 * Gathers a ministry's loaders. What comes back makes them anew for each request, each one when it is first
 * used.
 */
export function defineLoaders<Definitions extends Record<string, LoaderDefinition<unknown>>>(
  definitions: Definitions,
): (reader: Reader) => Loaders<Definitions> {
  class RequestLoaders extends MadeLoaders {}
  for (const [name, define] of Object.entries(definitions)) {
    Object.defineProperty(RequestLoaders.prototype, name, {
      get(this: RequestLoaders) {
        let loader = this.made.get(name);
        if (loader === undefined) this.made.set(name, (loader = define(this.reader)));
        return loader;
      },
    });
  }
  return (reader) => new RequestLoaders(reader) as unknown as Loaders<Definitions>;
}

/** The loaders of one request, so far as they were used. */
class MadeLoaders {
  readonly reader: Reader;
  readonly made = new Map<string, unknown>();

  constructor(reader: Reader) {
    this.reader = reader;
  }
}
