import { describeError, type HubError } from '../errors.ts';
import type { Ending } from '../live/subscriber.ts';

/** What a client is told of the end of its stream. */
export const errorOf = ({ code, message, cursor }: Ending): HubError => ({
  message,
  extensions: { ...describeError(code), cursor },
});
