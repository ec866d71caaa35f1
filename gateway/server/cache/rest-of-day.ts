const DAY = 86_400_000; // milliseconds
const CHINA = 28_800_000; // ahead of UTC, the whole year
const TOLERANCE = 30_000; // by which the clocks of gateway and ministry may differ

/**
 * For how many milliseconds it may be kept what a ministry says of today, at a time in milliseconds since 1970: until the day ends
 * in China, as early as a ministry may see it end; 0 while it may be another day there.
 */
export function restOfDay(now: number): number {
  const sinceMidnight = (now + CHINA) % DAY;
  return sinceMidnight < TOLERANCE ? 0 : Math.max(0, DAY - TOLERANCE - sinceMidnight);
}
