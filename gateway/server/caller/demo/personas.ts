import { join } from 'node:path';
import { ensureDataDirectory } from '@hearth/kit/data-directory.ts';
import { readJson, writePrivateJson } from '@hearth/kit/private-file.ts';
import type { Purpose } from '@hearth/schema/protocol/purposes.ts';
import type { Scope } from '@hearth/schema/protocol/scopes.ts';

/** Somebody as whom the hub can be tried: what the demo issuer vouches for. */
export interface Persona {
  /** What commands call it: `county-official`. */
  readonly name: string;
  /** What people call it, in both languages. */
  readonly title: string;
  readonly scopes: readonly Scope[];
  /** As `regionPrefix` reads them. */
  readonly regions: readonly string[];
  readonly purposes: readonly Purpose[];
  /** As `Ministry` of the contract names it. */
  readonly ministry?: string;
  readonly person?: string;
}

/** Leaves personas beside the demo issuer's key, for a gateway that runs in a process of its own on the same `DATA_DIR`. */
export const leavePersonas = async (dataDir: string, personas: readonly Persona[]): Promise<void> =>
  writePrivateJson(await fileOf(dataDir), personas);

/** The personas that were left there; none when nobody did. */
export const findPersonas = async (dataDir: string): Promise<readonly Persona[]> =>
  (await readJson<readonly Persona[]>(await fileOf(dataDir), {
    isWhole: Array.isArray,
    remedy: 'remove it: the next start of the services writes it again.',
  })) ?? [];

const fileOf = async (dataDir: string): Promise<string> =>
  join(await ensureDataDirectory(dataDir, 'demo-issuer'), 'personas.json');
