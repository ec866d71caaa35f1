/**
 * Reads an amount in yuan, `1234.5`, as integer fen; null when it is no amount with at most two places, or has more than 30
 * digits before them. What a caller or a file may state is narrower (bounds.ts).
 */
export function parseYuan(text: string): bigint | null {
  const parts = /^(-?)(0|[1-9]\d{0,29})(?:\.(\d{1,2}))?$/.exec(text);
  if (!parts) return null;
  const [, sign, yuan = '', decimals = ''] = parts;
  const fen = BigInt(yuan + decimals.padEnd(2, '0'));
  return sign === '-' ? -fen : fen;
}

/** Writes integer fen as yuan with two places: `-5n` as `-0.05`. */
export function formatYuan(fen: bigint): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** 30 digits hold the sum of more columns of 64 bits than a database has rows. */
const written = /^(?!-0\.00$)-?(?:0|[1-9]\d{0,29})\.\d\d$/;

/** Whether a text is an amount as `formatYuan` writes it. */
export const isWrittenYuan = (text: string): boolean => written.test(text);
