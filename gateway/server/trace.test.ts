import { describe, expect, it } from 'vitest';
import { traceIdOf } from './trace.ts';

const id = '0af7651916cd43dd8448eb211c80319c';

describe('the trace of a request', () => {
  it('is the caller’s', () => {
    expect(traceIdOf(`00-${id}-b7ad6b7169203331-01`)).toBe(id);
    expect(traceIdOf(`01-${id}-b7ad6b7169203331-00-more`)).toBe(id);
  });

  it.each([
    undefined,
    '',
    id,
    `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
    `00-${id}-${'0'.repeat(16)}-01`,
    `00-${id}-b7ad6b7169203331-01-more`,
    `ff-${id}-b7ad6b7169203331-01`,
    `00-${id.toUpperCase()}-b7ad6b7169203331-01`,
    `00-${id}-b7ad6b7169203331-01\r\ninjected`,
    [`00-${id}-b7ad6b7169203331-01`],
    `00-440524188001010014${'a'.repeat(14)}-b7ad6b7169203331-01`,
  ])('is a new one for each request without a valid header: %j', (header) => {
    const made = traceIdOf(header);
    expect(made).toMatch(/^[\da-f]{32}$/);
    expect(made).not.toBe(id);
    expect(traceIdOf(header)).not.toBe(made);
  });
});
