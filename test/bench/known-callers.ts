import { purposeNames } from '@hearth/schema/protocol/purposes.ts';
import { scopeNames } from '@hearth/schema/protocol/scopes.ts';
import { audience, inSeconds, type TestIssuer } from '../access/issuer.ts';

/** What a client sends beside its question. */
export type Headers = Readonly<Record<string, string>>;

/** Settings of a gateway that knows its callers by an issuer's tokens, and lets them ask as fast as they can. */
export const knowsCallersOf = (issuer: TestIssuer): Record<string, string> => ({
  TOKEN_ISSUER: issuer.issuer,
  TOKEN_AUDIENCE: audience,
  TOKEN_KEYS: issuer.keys,
  RATE_PER_SUBJECT: '1000000000',
  RATE_PER_CLIENT: '1000000000',
  RATE_BAD_TOKENS: '1000000000',
});

/** Settings that, beside those of a gateway with an issuer, make one that answers everybody. */
export const knowsNobody: Headers = {
  ACCESS: 'open',
  TOKEN_ISSUER: '',
  TOKEN_AUDIENCE: '',
  TOKEN_KEYS: '',
  ACCESS_RECORD: 'off',
};

interface Callers {
  readonly region: string;
  readonly count: number;
}

/** What callers send who may see everything in a region and ask for a purpose; each of them is another subject. */
export const callersOf = (issuer: TestIssuer, { region, count }: Callers): Promise<Headers[]> =>
  Promise.all(
    Array.from({ length: count }, async (_, number) => {
      const scope = scopeNames.join(' ');
      const grant = { scope, regions: [region], purposes: purposeNames, exp: inSeconds(3_600) };
      const token = await issuer.token({ claims: { sub: `official-${number}`, ...grant } });
      return { authorization: `Bearer ${token}`, 'x-purpose': 'MONITORING' };
    }),
  );
