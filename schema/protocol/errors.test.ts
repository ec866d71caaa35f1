import { describe, expect, it } from 'vitest';
import { errorPage } from '../error-page.ts';
import { badUserInput, codedError, detailsOf, errorCodes, isErrorCode } from './errors.ts';

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

  it('bring what their catalogue says that programs read, and nothing else', () => {
    const extensions = { rule: 'isAmount', currentVersion: 3, sql: 'select', code: 'OTHER' };
    expect(detailsOf('RULE_REFUSED', extensions)).toEqual({ rule: 'isAmount' });
    expect(detailsOf('VERSION_CONFLICT', { currentVersion: null })).toEqual({ currentVersion: null });
    expect(detailsOf('DOWN', extensions)).toEqual({});
    expect(detailsOf('RULE_REFUSED', { rule: 'of 张三, 12.50 yuan' })).toEqual({});
    expect(detailsOf('nonsense', extensions)).toEqual({});
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
