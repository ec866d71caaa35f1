import type { Candidate, Surroundings } from '../candidate.ts';
import type { HubUnderTest } from '../hub-under-test.ts';
import { peerFile, versionOf } from '../install.ts';
import { announcedUrl } from './announced-url.ts';

interface Transport {
  /** Whether undici's pools take the place of the gateway's own HTTP client. */
  readonly isOverUndici: boolean;
}

/**
 * Apollo Gateway on Apollo Server's own HTTP server. It refuses a supergraph with links that are `for: SECURITY`, so it gets
 * one that protects nothing.
 */
export const apollo = ({ isOverUndici }: Transport): Candidate =>
  gateway({
    name: 'apollo',
    title: `Apollo Gateway ${versionOf('@apollo/gateway')} without field protection`,
    script: 'apollo-gateway.js',
    supergraphOf: (hub) => hub.unprotectedSupergraphFile,
    isOverUndici,
    env: {},
  });

/** Hive Gateway's runtime, with its JavaScript executor or with the native router's planner. */
export const hive = ({ isNative, isOverUndici }: Transport & { isNative: boolean }): Candidate =>
  gateway({
    name: isNative ? 'hive-native' : 'hive-js',
    title: `Hive Gateway ${versionOf('@graphql-hive/gateway-runtime')}, ${isNative ? 'native planner' : 'JavaScript'}`,
    script: 'hive-gateway.js',
    supergraphOf: (hub) => hub.supergraphFile,
    isOverUndici,
    env: { EXECUTOR: isNative ? 'native' : 'javascript' },
  });

interface NodeGateway extends Transport {
  readonly name: string;
  readonly title: string;
  readonly script: string;
  readonly supergraphOf: (hub: HubUnderTest) => string;
  readonly env: Readonly<Record<string, string>>;
}

function gateway({ name, title, script, supergraphOf, isOverUndici, env }: NodeGateway): Candidate {
  return {
    name: isOverUndici ? `${name}-undici` : name,
    title: isOverUndici ? `${title}, undici` : title,
    isChecked: true,
    obstacle: () => null,
    async start({ hub, workspace }: Surroundings) {
      const settings = {
        NODE_ENV: 'production',
        PORT: '0',
        SUPERGRAPH: supergraphOf(hub),
        FETCH: isOverUndici ? 'undici' : 'own',
        ...env,
      };
      const program = workspace.run(process.execPath, { args: [peerFile(script)], env: settings });
      const url = await announcedUrl(program);
      return { pid: program.pid, urlOf: () => url };
    },
  };
}
