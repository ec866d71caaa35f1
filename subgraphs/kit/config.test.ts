import { describe, expect, it } from 'vitest';
import {
  choice,
  ConfigError,
  describeSettings,
  readConfig,
  secretKey,
  serviceUrl,
  wholeNumber,
} from './config.ts';

const settings = {
  PORT: wholeNumber({ meaning: 'Port to listen on.', from: 0, to: 65_535, fallback: 4000 }),
  ACCESS: choice({ meaning: 'Who may ask.', among: ['open', 'closed'], fallback: 'closed' }),
  WORKERS: wholeNumber({ meaning: 'Processes.', from: 1, to: 64 }),
  ISSUER: serviceUrl({ meaning: 'Who signs tokens.' }),
  KEY: secretKey({ meaning: 'A key.', bytes: 4 }),
};

describe('readConfig', () => {
  it('should take the fallback of what is not set or empty, and undefined without a fallback', () => {
    expect(readConfig(settings, { PORT: '' })).toEqual({ PORT: 4000, ACCESS: 'closed' });
  });

  it('should read each value as its kind', () => {
    const env = { PORT: '0', ACCESS: 'open', WORKERS: '2', ISSUER: 'https://id.test/', KEY: 'AAECAw==' };
    expect(readConfig(settings, env)).toEqual({
      PORT: 0,
      ACCESS: 'open',
      WORKERS: 2,
      ISSUER: 'https://id.test/',
      KEY: Buffer.from([0, 1, 2, 3]),
    });
  });

  it.each([
    ['PORT', 'http', 'PORT is "http": expected a whole number from 0 to 65535'],
    ['PORT', '65536', 'PORT is "65536": expected a whole number from 0 to 65535'],
    ['PORT', '1e3', 'PORT is "1e3": expected a whole number from 0 to 65535'],
    ['ACCESS', 'Open', 'ACCESS is "Open": expected one of open, closed'],
    [
      'ISSUER',
      'id.test',
      'ISSUER is "id.test": expected a URL that begins with http:// or https://, or unix: and the path of a socket',
    ],
  ])('should refuse %s=%s and say what would be right', (name, value, message) => {
    expect(() => readConfig(settings, { [name]: value })).toThrow(new ConfigError(message));
  });

  it('should name all that is wrong at once', () => {
    expect(() => readConfig(settings, { PORT: 'a', ACCESS: 'b' })).toThrow(/^PORT is .*\nACCESS is /);
  });

  it('should never print a secret', () => {
    expect(() => readConfig(settings, { KEY: 'c2VjcmV0' })).toThrow(/^KEY is wrong: expected 4 random bytes/);
  });
});

describe('describeSettings', () => {
  it('should list name, fallback, meaning and form of each setting in order', () => {
    expect(describeSettings(settings).slice(0, 2)).toEqual([
      {
        name: 'PORT',
        fallback: '4000',
        meaning: 'Port to listen on.',
        expected: 'a whole number from 0 to 65535',
      },
      { name: 'ACCESS', fallback: 'closed', meaning: 'Who may ask.', expected: 'one of open, closed' },
    ]);
  });
});
