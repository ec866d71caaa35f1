import { createHub, type Hub } from '@hearth/gateway/hub.ts';
import { unlimited } from './limits.ts';

/** What a trial process is sent: a supergraph, or a query on the last one. It answers each with `true`. */
export type Trial =
  | { readonly supergraph: string }
  | { readonly query: string; readonly variables: Record<string, unknown> };

let hub: Hub | undefined;

/** Plans what it is sent, in a process of its own, over subgraphs that answer nothing. */
process.on('message', async (trial: Trial) => {
  if ('supergraph' in trial) {
    const transport = () => ({ send: async () => ({ data: null }), stop: async () => {} });
    hub = createHub({ supergraph: trial.supergraph, transport, limits: unlimited });
  } else await hub?.execute(trial);
  process.send?.(true);
});
