import { describe, expect, it } from 'vitest';
import type { Command, CommandInput } from './commands/command.ts';
import { ResolverContext } from './context.ts';
import type { RegisterLoaders } from './register.ts';
import { wholeCountry } from './testing/authorities.ts';

const change = { kind: 'INCOME_UPDATED', household: 'H1' };

describe('the context of a request', () => {
  it('should have new loaders after a command, and tell what it committed, also in the copy that Apollo Server makes', async () => {
    let made = 0;
    const context = new ResolverContext(wholeCountry, {
      load: () => ({ loaders: (made += 1), register: {} as RegisterLoaders }),
      unseal: (sealed) => sealed,
      runCommand: async () => ({ id: 'I1', changes: [change] }) as never,
    });
    const copy = Object.assign(Object.create(Object.getPrototypeOf(context)), context) as typeof context;
    expect(await copy.run({} as Command<CommandInput>, {} as CommandInput)).toEqual({ id: 'I1' });
    expect([context.loaders, copy.loaders]).toEqual([2, 2]);
    expect([context.changes, copy.changes]).toEqual([[change], [change]]);
  });
});
