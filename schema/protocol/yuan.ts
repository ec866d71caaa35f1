/** The largest amount, in fen, that a column of 64 bits holds. */
const most = 2n ** 63n - 1n;

/**
 * Reads an amount in yuan, `1234.5`, as integer fen; null when it is no amount with at most two places that
 * 64 bits hold.
 */
export function parseYuan(text: string): bigint | null {
  const parts = /^(-?)(0|[1-9]\d*)(?:\.(\d{1,2}))?$/.exec(text);
  if (!parts) return null;
  const [, sign, yuan = '', decimals = ''] = parts;
  const fen = BigInt(yuan + decimals.padEnd(2, '0'));
  if (fen > most) return null;
  return sign === '-' ? -fen : fen;
}

/** Writes integer fen as yuan with two places: `-5n` as `-0.05`. */
export function formatYuan(fen: bigint): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const written = /^(?!-0\.00$)-?(?:0|[1-9]\d{0,16})\.\d\d$/;

/** Whether a text is an amount as `formatYuan` writes it, of at most 64 bits. */
export const isWrittenYuan = (text: string): boolean =>
  written.test(text) && (text.length < 20 || parseYuan(text) !== null); // shorter ones fit in any case
