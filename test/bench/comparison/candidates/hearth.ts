import { startGatewayBeside } from '../../gateway-beside.ts';
import type { Candidate } from '../candidate.ts';
import { hasOtherTransport, overHttp } from '../hub-under-test.ts';

/** Hearth's gateway as `npm run start:services` starts it. */
export const hearth: Candidate = {
  name: 'hearth',
  title: 'Hearth',
  isChecked: true,
  obstacle: () => null,
  start: ({ hub }) => Promise.resolve({ pid: hub.processes.gateway, urlOf: () => hub.url }),
};

/** The same gateway told to reach the ministries as the peers do, where that is not what it does anyway. */
export const hearthOverHttp: Candidate = {
  name: 'hearth-http',
  title: 'Hearth, HTTP over TCP only',
  isChecked: true,
  obstacle: (hub) => (hasOtherTransport(hub) ? null : 'Hearth speaks HTTP over TCP already'),
  async start({ hub, workspace }) {
    const settings = { ...hub.gatewayEnvironment, ...overHttp(hub) };
    const { pid, url } = await startGatewayBeside(workspace, settings);
    return { pid, urlOf: () => url };
  },
};
