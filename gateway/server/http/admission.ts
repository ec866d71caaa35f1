import { HttpRefusal } from './refusal.ts';

/** Runs what a request asks for while there is room for it. Throws an `HttpRefusal` at once when there is none. */
export type Admission = <Result>(run: () => Promise<Result>) => Promise<Result>;

/** Lets so many requests be answered at the same time, and refuses more rather than let them wait. */
export function createAdmission(limit: number): Admission {
  let underWay = 0;
  return async (run) => {
    if (underWay >= limit) throw overloaded(limit);
    underWay += 1;
    try {
      return await run();
    } finally {
      underWay -= 1;
    }
  };
}

const overloaded = (limit: number): HttpRefusal =>
  new HttpRefusal(503, 'OVERLOADED', `${limit} requests are being answered, which is the limit: ask again.`, {
    headers: { 'retry-after': '1' },
  });
