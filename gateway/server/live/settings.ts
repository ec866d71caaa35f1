import { secretKeys } from '@hearth/kit/config.ts';

/** What subscriptions read. */
export const liveSettings = {
  CURSOR_KEY: secretKeys({
    meaning:
      'Key that cursors of subscriptions are sealed (AES-256-GCM) and signed (HMAC-SHA-256) with, the same for all ' +
      'gateways of one hub. To replace it, put the new one first and keep the old after a comma for as long as cursors ' +
      'are to be taken. Not set: made once and kept in DATA_DIR.',
    bytes: 32,
  }),
};
