const LENGTHS = [2, 4, 6, 9, 12]; // digits of a division code, province to village

/** Where a stream's messages of a household lie. */
interface Place {
  readonly stream: string;
  readonly region: string;
  readonly household: string;
}

/**
 * The subject of a change: the stream, the prefixes of the division's code from province to village, the household. So is one wildcard a
 * region: `hearth-health.53.5306.530625.>` for a county.
 */
export const subjectOf = ({ stream, region, household }: Place): string =>
  [stream, ...LENGTHS.map((length) => region.slice(0, length)), household].map(token).join('.');

/** A text as one token of a subject: all but letters, digits, `_` and `-` as the bytes of UTF-8, each `%` and two digits. */
function token(text: string): string {
  if (text === '') return '%';
  return text.replaceAll(/[^\w-]+/g, (strange) =>
    Array.from(Buffer.from(strange), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  );
}
