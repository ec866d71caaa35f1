import { startGatewayBeside } from '../../gateway-beside.ts';
import { knowsNobody } from '../../known-callers.ts';
import type { Candidate } from '../candidate.ts';

/** Hearth's gateway as `npm run start:services` starts it, with all checks: callers with tokens, and a record of what they read. */
export const hearth: Candidate = {
  name: 'hearth',
  title: 'Hearth, all checks',
  isChecked: true,
  obstacle: () => null,
  start: ({ hub, callers }) =>
    Promise.resolve({ pid: hub.processes.gateway, urlOf: () => hub.url, headers: callers }),
};

/** The same gateway without what no peer does for its callers: it answers everybody and records nothing. */
export const hearthOpen: Candidate = {
  name: 'hearth-open',
  title: 'Hearth, open access',
  isChecked: true,
  obstacle: () => null,
  async start({ hub, workspace }) {
    const { pid, url } = await startGatewayBeside(workspace, { ...hub.gatewayEnvironment, ...knowsNobody });
    return { pid, urlOf: () => url };
  },
};
