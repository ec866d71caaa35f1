import { choice, text, wholeNumber } from '@hearth/kit/config.ts';
import { defaultRates } from './rate-limit.ts';
import { defaultIssuer } from './verify-token.ts';

const MOST_POINTS = 1_000_000_000_000;

/** Who is answered, and how often. */
export const callerSettings = {
  ACCESS: choice({
    meaning:
      'Who is answered without an issuer, on a loopback address only. `demo`: who has a token of the demo issuer ' +
      '(`npm run token`). `open`: everybody who reaches the gateway. Not set: whom the issuer of `TOKEN_ISSUER` vouches for; ' +
      'without one `npm start` and `npm run start:services` take `demo`, and a gateway alone does not start.',
    among: ['demo', 'open'],
  }),
  TOKEN_ISSUER: text({
    meaning:
      'Whose access tokens are accepted: what their claim `iss` is. Then the gateway may listen on any address.',
    expected: 'what the claim iss of the tokens is',
  }),
  TOKEN_AUDIENCE: text({
    meaning: 'What the claim `aud` of a token must be, or hold: the name of this gateway at its issuer.',
    expected: 'what the claim aud of the tokens is',
  }),
  TOKEN_KEYS: text({
    meaning: 'Where the issuer’s public keys are, as a JSON Web Key Set. They are followed as they change.',
    expected: 'an https: URL (http: on this machine alone), or the path of a file',
  }),
  TOKEN_REVOCATIONS: text({
    meaning:
      'Where the list is of what was withdrawn before its time: `{"tokens": [jti …], "subjects": [sub …]}`. ' +
      'It is read every two seconds; connections of a caller in it end. Until it was read once, the gateway refuses every ' +
      'request. Not set: tokens are withdrawn by the keys alone.',
    expected: 'an https: URL (http: on this machine alone), or the path of a file',
  }),
  TOKEN_TYPE: text({
    meaning: 'What the header `typ` of a token must be. Issuers that do not follow RFC 9068 send `JWT`.',
    expected: 'a type of tokens, such as at+jwt or JWT',
    fallback: defaultIssuer.type,
  }),
  TOKEN_LONGEST_LIFE: wholeNumber({
    meaning:
      'Seconds that a token may be valid, from its `iat` to its `exp`; one that lives longer is refused.',
    from: 60,
    to: 31_536_000,
    fallback: defaultIssuer.longestLife,
  }),
  RATE_PER_SUBJECT: wholeNumber({
    meaning:
      'Points a minute that one caller may spend; who has none left gets 429 and `RATE_LIMITED`. A request ' +
      'costs 100, its operation as much as by `MAX_COST`, and an operation that is not known yet a point for ' +
      'each character of its document. With `ACCESS=open` none are counted.',
    from: 1,
    to: MOST_POINTS,
    fallback: defaultRates.perSubject,
  }),
  RATE_PER_CLIENT: wholeNumber({
    meaning: 'Points a minute that may be spent through one application (`client_id`).',
    from: 1,
    to: MOST_POINTS,
    fallback: defaultRates.perClient,
  }),
  RATE_BURST: wholeNumber({
    meaning: 'Seconds of these rates that may be spent at once.',
    from: 1,
    to: 60,
    fallback: defaultRates.burst,
  }),
  RATE_BAD_TOKENS: wholeNumber({
    meaning:
      'Tokens a minute without a signature of the issuer that may come from one address; more get 429. Sound ' +
      'tokens from there are accepted all the same.',
    from: 1,
    to: 1_000_000_000,
    fallback: defaultRates.badTokens,
  }),
};
