/** What `extensions.ministries` of an answer says of a ministry that the answer needs; the worst that holds. */
export const ministryStates = {
  OK: 'Everything that was asked of it came; also when there was nothing to ask, such as for a household that is not there.',
  OUTSIDE_REGIONS:
    'It shows nothing at some place where there may be something outside the caller’s regions. Whether there is, it does not say: ' +
    'what is not there and what the caller may not see are answered alike.',
  DOWN: 'It, or its database, could not be reached; its part is missing, at least in one place.',
  TIMEOUT: 'It, or its database, did not answer in time; its part is missing, at least in one place.',
  ERROR: 'It answered, but wrongly, incompletely or with an error of its own; `errors` tells where.',
  REFUSED:
    'It refused something that was asked, such as a command that a rule forbids, and nothing is wrong with it; `errors` tells why.',
  DENIED: 'The caller may not see something that was asked of it.',
  STALE: 'It answered with data older than what it has acknowledged.',
  NOT_ASKED:
    'It could not be asked, at least in one place, because what another ministry had to say first did not come.',
} as const satisfies Record<string, string>;

/** One of the states. */
export type MinistryState = keyof typeof ministryStates;
