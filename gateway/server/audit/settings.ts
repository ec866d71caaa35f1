import { choice, secretKey, wholeNumber } from '@hearth/kit/config.ts';

/** What the access record reads. */
export const recordSettings = {
  ACCESS_RECORD: choice({
    meaning:
      'Whether every request that is given or denied data of people is recorded. Not set: on, but with `ACCESS=open` off, ' +
      'as nobody is known then who could be recorded.',
    among: ['on', 'off'],
  }),
  ACCESS_RECORD_GRACE: wholeNumber({
    meaning:
      'Milliseconds for which answers wait in a file while the database of the access record fails; after them ' +
      'no data of people is served until it works again.',
    from: 2_000,
    to: 3_600_000,
    fallback: 10_000,
  }),
  ACCESS_RECORD_SIGNING_KEY: secretKey({
    meaning: 'Key that signs the access record (Ed25519). Not set: made once and kept in DATA_DIR.',
    bytes: 32,
  }),
  ACCESS_RECORD_SECRET: secretKey({
    meaning:
      'What the keys are derived from that link entries and hide of whom they are; the same for all gateways of one ' +
      'record. Not set: made once and kept in DATA_DIR.',
    bytes: 32,
  }),
};
