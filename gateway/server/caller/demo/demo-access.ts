import type { Outages } from '@hearth/kit/outages.ts';
import type { Access } from '../authenticate.ts';
import { createKeySet } from '../key-set.ts';
import { keysFrom } from '../key-source.ts';
import type { Rates } from '../rate-limit.ts';
import { createTokenAccess } from '../token-access.ts';
import { demoIssuer, openDemoIssuer } from './demo-issuer.ts';
import { findPersonas, type Persona } from './personas.ts';

interface DemoAccessOptions {
  readonly dataDir: string;
  /** Whom the explorer may ask as. Default: those whom another process left in `DATA_DIR`. */
  readonly personas: readonly Persona[] | undefined;
  readonly rates: Rates;
  readonly outages: Outages;
}

/** Lets in whom the demo issuer vouches for. */
export async function createDemoAccess({
  dataDir,
  personas,
  rates,
  outages,
}: DemoAccessOptions): Promise<Access> {
  const { keysFile, issue } = await openDemoIssuer(dataDir);
  const keys = createKeySet({ load: keysFrom(keysFile), outages });
  await keys.load();
  const demo = { personas: personas ?? (await findPersonas(dataDir)), issue };
  return { ...createTokenAccess({ ...demoIssuer, keys, rates, mode: 'demo' }), demo };
}
