import { describe, expect, it } from 'vitest';
import { errorPage } from '../error-page.ts';
import { badUserInput, codedError, errorCodes, isErrorCode } from './errors.ts';

describe('error codes', () => {
  it('stand in the extensions, beside whatever else the error says of itself', () => {
    const error = codedError('TIMEOUT', 'The health ministry took longer than 2 s.', {
      extensions: { ministry: 'health', code: 'OTHER' },
    });
    expect(error.extensions).toEqual({ ministry: 'health', code: 'TIMEOUT' });
  });

  it('keep the cause', () => {
    const cause = new Error('connect ECONNREFUSED');
    expect(badUserInput('Unknown.', { originalError: cause }).originalError).toBe(cause);
  });

  it('are known from other texts', () => {
    expect(isErrorCode('DOWN')).toBe(true);
    expect(isErrorCode('toString')).toBe(false);
  });

  it('are all explained on their page', () => {
    const { text } = errorPage();
    for (const [code, { meaning, remedy }] of Object.entries(errorCodes)) {
      expect(text).toContain(`| \`${code}\` | ${meaning} | ${remedy} |`);
    }
  });
});
