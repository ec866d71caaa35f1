import { purposeNames } from '@hearth/schema/protocol/purposes.ts';
import { repositoryFile } from '@hearth/schema/generated-files.ts';
import { scopeNames } from '@hearth/schema/protocol/scopes.ts';
import { audience, inSeconds, startIssuer, type TestIssuer } from '../access/issuer.ts';
import { startHubUnderTest } from './comparison/hub-under-test.ts';
import { measureCommits } from './live-commits.ts';
import { startLiveGateway } from './live-gateway.ts';
import { measureResume } from './live-resume.ts';
import { measureDeliveries, type Scenario } from './live-rounds.ts';
import type { Row, Table } from './results.ts';
import { carriers } from './subscribers.ts';
import { withWorkspace, type Workspace } from './workspace.ts';

const ROUNDS = 3;
const SCENARIOS: readonly Scenario[] = [
  { subscribers: 1, perSecond: 100, changes: 200 },
  { subscribers: 100, perSecond: 50, changes: 100 },
  { subscribers: 5_000, perSecond: 2, changes: 10 },
];

/** Changes on their way to subscribers: how long they take, what each message costs the gateway, and what going on after a silence does. */
export async function measureLive(): Promise<Table[]> {
  const commits = await measureCommits();
  return [commits, ...(await withWorkspace(measureGateways))];
}

async function measureGateways(workspace: Workspace): Promise<Table[]> {
  const issuer = await startIssuer();
  try {
    const { gatewayEnvironment } = await startHubUnderTest(workspace);
    const env = liveEnvironment(gatewayEnvironment, issuer);
    const gateways = [
      await startLiveGateway(workspace, { name: 'not recorded', env }),
      await startLiveGateway(workspace, { name: 'recorded', env: { ...env, RECORDED: 'on' } }),
    ];
    const bare = await startLiveGateway(workspace, {
      name: 'sockets alone',
      env: {},
      fixture: repositoryFile('test/bench/bare-live.fixture.ts'),
    });
    const headers = await watchersOf(issuer, 5_000);
    const deliveries: Row[] = [];
    for (const scenario of SCENARIOS) {
      for (const carrier of carriers) {
        deliveries.push(
          ...(await measureDeliveries([...gateways, bare], { carrier, headers, scenario, rounds: ROUNDS })),
        );
      }
    }
    const resumed: Row[] = [];
    for (const gateway of gateways) resumed.push(await measureResume(gateway, headers[0]!));
    return [
      {
        title: `Subscribers of one region, each another caller (median of ${ROUNDS} rounds)`,
        rows: deliveries,
      },
      { title: 'One subscriber who goes on after a silence', rows: resumed },
    ];
  } finally {
    await issuer.stop();
  }
}

/** What a gateway of `live.fixture.ts` is started with, so that only its work is in the way. */
export const liveEnvironment = (
  environment: Readonly<Record<string, string>>,
  issuer: TestIssuer,
): Record<string, string> => ({
  ...environment,
  ACCESS: '',
  TOKEN_ISSUER: issuer.issuer,
  TOKEN_AUDIENCE: audience,
  TOKEN_KEYS: issuer.keys,
  RATE_PER_SUBJECT: '1000000000',
  RATE_PER_CLIENT: '1000000000',
  MAX_SOCKETS: '20000',
  MAX_SOCKETS_PER_ADDRESS: '20000',
  MAX_CONNECTIONS_PER_ADDRESS: '20000',
});

/** What so many callers send, who may see everything everywhere. */
export const watchersOf = (issuer: TestIssuer, count: number): Promise<Record<string, string>[]> =>
  Promise.all(
    Array.from({ length: count }, async (_, number) => {
      const scope = scopeNames.join(' ');
      const grant = { scope, regions: ['*'], purposes: purposeNames, exp: inSeconds(3_600) };
      const token = await issuer.token({ claims: { sub: `official-${number}`, ...grant } });
      return { authorization: `Bearer ${token}`, 'x-purpose': 'MONITORING' };
    }),
  );
