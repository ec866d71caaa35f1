import type { HubResult } from '@hearth/gateway/hub-request.ts';
import { isRetryable } from '@hearth/schema/protocol/errors.ts';

/**
 * The answer without what it says of ministries and of asking again, which is checked here to fit the errors: every
 * test of the executor is also one of the report. Throws what does not fit.
 */
export function checkReport({ extensions, ...answer }: HubResult): HubResult {
  const states = extensions?.ministries ?? {};
  const { errors = [] } = answer;
  const claim = (holds: boolean, what: string) => {
    if (!holds) throw new Error(`${what}: ${JSON.stringify({ extensions, ...answer }, null, 2)}`);
  };
  claim(answer.data !== undefined || !extensions, 'A refused request has no report');
  claim(extensions === undefined || Object.keys(states).length > 0, 'A report names a ministry');
  const isWhole = Object.values(states).every((state) => state === 'OK' || state === 'OUTSIDE_REGIONS');
  claim(isWhole || errors.length > 0, 'A ministry that is not OK has an error that says so');
  for (const { extensions: own } of errors) {
    claim(
      own.ministry === undefined || (states[own.ministry] ?? 'OK') !== 'OK',
      'A ministry at fault is not OK',
    );
    claim(
      own.retryable === false || isRetryable(own.code),
      'What may be asked again has a code that says so',
    );
  }
  return { ...(answer.errors && { errors: errors.map(withoutRetryable) }), ...withData(answer) };
}

const withData = ({ data }: HubResult): HubResult => (data === undefined ? {} : { data });

type HubError = NonNullable<HubResult['errors']>[number];

function withoutRetryable({ extensions, ...error }: HubError): HubError {
  const { retryable, ...others } = extensions;
  if (typeof retryable !== 'boolean') throw new Error(`An error says whether to ask again: ${error.message}`);
  return { ...error, extensions: others as HubError['extensions'] };
}
