import type { Authority, AuthorityClass } from '@hearth/schema/protocol/authority.ts';
import type { CommittedChange } from '@hearth/schema/protocol/change.ts';
import type { Command, CommandInput, Outcome } from './commands/command.ts';
import type { RunCommand } from './commands/run.ts';
import type { RegisterLoaders } from './register.ts';
import type { RequestContext } from './server/lean.ts';

/** What a resolver of a ministry is given with each request. */
export interface MinistryContext<Loaders> {
  /** What the answer may depend on of who asks, and nothing else of them: others of the class are given the same answer. */
  readonly authority: AuthorityClass;
  readonly loaders: Loaders;
  /** Who belongs to which household, and where; unknown keys are null. */
  readonly register: RegisterLoaders;
  /**
   * The text that an import has sealed; only for those who may read it.
   * @throws SealError when the ministry has other keys
   */
  unseal(sealed: string): string;
  /** Carries out a command; the loaders are new after it, so that what is asked next tells of it. */
  run<Input extends CommandInput>(command: Command<Input>, input: Input): Promise<Outcome>;
}

type Loaded<Loaders> = Pick<MinistryContext<Loaders>, 'loaders' | 'register'>;

/** What the contexts of a ministry have in common. */
interface ContextOptions<Loaders> {
  /** Makes loaders that have read nothing yet. */
  readonly load: (authority: AuthorityClass) => Loaded<Loaders>;
  readonly unseal: MinistryContext<Loaders>['unseal'];
  readonly runCommand: RunCommand;
}

/** The context of one request, or of reads that come together. A class, for an object with getters costs V8 a hidden class each time. */
export class ResolverContext<Loaders> implements MinistryContext<Loaders>, RequestContext {
  readonly authority: Authority;
  readonly changes: CommittedChange[] = [];
  readonly unseal: MinistryContext<Loaders>['unseal'];
  readonly run: MinistryContext<Loaders>['run'];
  /** One for the context and for the copy that Apollo Server makes of it. */
  readonly loaded: { current: Loaded<Loaders> };

  constructor(authority: Authority, { load, unseal, runCommand }: ContextOptions<Loaders>) {
    this.authority = authority;
    this.unseal = unseal;
    this.loaded = { current: load(authority) };
    this.run = async (command, input) => {
      const { changes, ...outcome } = await runCommand(command, input, authority);
      this.changes.push(...changes);
      this.loaded.current = load(authority);
      return outcome;
    };
  }

  get loaders(): Loaders {
    return this.loaded.current.loaders;
  }

  get register(): RegisterLoaders {
    return this.loaded.current.register;
  }
}
