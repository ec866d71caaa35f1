import { ministryNames } from '@hearth/schema/subgraphs.ts';
import { describe, expect, it } from 'vitest';
import { exchangePage, reasonsTable } from './documentation.ts';
import { kinds } from './importing.testing.ts';

describe('exchangePage', () => {
  const page = exchangePage({ name: ministryNames[0]!, exchange: Object.values(kinds) });

  it('should say of each column what it means, how it is written and whether it may be empty', () => {
    expect(page).toContain('| `amount` |  | yuan, at most two decimals, 0 to 1000000000000 |  |');
    expect(page).toContain('| `note` |  | text, at most 20 characters | yes |');
    expect(page).toMatch(/\| `citizen_id` \| Citizen ID \(公民身份号码\) Sensitive\. \|/);
  });

  it('should name the key and the rules of each kind, and link its example', () => {
    expect(page).toContain('Key: `loan_number`.');
    expect(page).toContain('- `BROKEN_RULE:REPAID_AT_MOST_LENT`: No more is repaid than was lent.');
    expect(page).toContain('[loans.csv](loans.csv)');
    expect(page).toContain('- [persons](#persons): People (人).');
  });
});

describe('reasonsTable', () => {
  it('should list every reason with its meaning', () => {
    expect(reasonsTable()).toContain('| `WRONG_CHECK_CHARACTER` |');
    expect(reasonsTable()).toContain('| `FILE_OF_ANOTHER_KIND` |');
  });
});
