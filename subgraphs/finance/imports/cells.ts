import { Reference, plainCell, Refusal, refuse, type Cell } from '@hearth/kit/imports/cell.ts';
import { identifier, isoDate } from '@hearth/kit/imports/cells.ts';
import { Fault } from '@hearth/kit/imports/reasons.ts';
import { person, region } from '@hearth/kit/imports/register-cells.ts';
import { normalizeCitizenId } from '@hearth/schema/protocol/citizen-id.ts';
import { ageOn, maskAccount, mayBorrowAt } from '../rules.ts';

/** The member a row is about, and the household. */
export const member = () => person({ personId: 'personId', householdId: 'householdId' });

export const village = () =>
  region('regionCode', { meaning: 'Village where the household lived then (发生地区)' });

export const fundNumber = () => identifier('fundNumber', { meaning: 'Number of the fund (资金编号)' });

const ACCOUNT = 'account number of 8 to 32 digits; all but the last four may be hidden by *';

/** An account of which only the masked form is kept, whatever form it comes in. */
export function maskedAccount<const Property extends string>(property: Property) {
  const malformed = new Refusal('MALFORMED_IDENTIFIER', ACCOUNT);
  return plainCell(property, {
    column: 'account_number',
    meaning: 'Account, of which only the last four digits are kept (收款账号)',
    form: ACCOUNT,
    sensitive: true,
    parse: (account) => maskAccount(account) ?? malformed,
  });
}

/** What `borrower` fills. */
interface Borrower {
  personId: string;
  householdId: string;
  borrowerAge: number;
  lentOn: string;
}

/** The borrower and the day of lending; the age on that day comes from the citizen ID and must be 18 to 65. */
export function borrower(): Cell<{ [Property in keyof Borrower]: Borrower[Property] }> {
  const who = member();
  const when = isoDate('lentOn', { meaning: 'Day on which it was paid out (发放日期)' });
  const citizenIdColumn = who.columns[0]!;
  const tooYoungOrOld = new Refusal(
    'OUT_OF_RANGE',
    'of somebody 18 to 65 years old when the loan was paid out',
  );
  return {
    columns: [...who.columns, ...when.columns],
    properties: [...who.properties, 'borrowerAge', ...when.properties],
    read([citizenId = '', name = '', day = ''], secrets) {
      const found = who.read([citizenId, name], secrets);
      const date = when.read([day], secrets);
      if (found instanceof Fault) return found;
      if (date instanceof Fault) return date;
      if (!(found instanceof Reference) || date instanceof Reference)
        throw new TypeError('A person is looked up.');
      const borrowerAge = ageOn(birthDateOf(citizenId), date.lentOn);
      return new Reference(found.register, found.key, (known) => {
        const ids = found.resolve(known);
        if (ids instanceof Fault) return ids;
        if (!mayBorrowAt(borrowerAge)) return refuse(citizenIdColumn, citizenId, tooYoungOrOld);
        return { ...ids, ...date, borrowerAge };
      });
    },
  };
}

/** The birth date that a well-formed citizen ID holds, ISO. */
function birthDateOf(citizenId: string): string {
  const digits = normalizeCitizenId(citizenId).slice(6, 14);
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}
