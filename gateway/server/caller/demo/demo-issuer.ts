import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ensureDataDirectory } from '@hearth/kit/data-directory.ts';
import { ensurePrivateJson, hasTexts, writePrivateJson } from '@hearth/kit/private-file.ts';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import type { Issuer } from '../verify-token.ts';
import type { Persona } from './personas.ts';

/** Hours that its tokens may live: somebody tries the hub for some weeks. */
export const LONGEST_HOURS = 720;

/** What tokens of the demo issuer name. */
export const demoIssuer: Issuer = {
  issuer: 'urn:hearth:demo',
  audience: 'hearth',
  longestLife: LONGEST_HOURS * 3_600,
};

/** An issuer on this machine, for trying the hub. */
export interface DemoIssuer {
  /** The file of its public keys. */
  readonly keysFile: string;
  /** Vouches for a persona, for so many hours. */
  issue(persona: Persona, hours: number): Promise<string>;
}

const ALGORITHM = 'ES256';

/**
 * Opens the demo issuer. Its key is made at first and kept in `DATA_DIR/demo-issuer`, where only this account may read it; the
 * public key stands beside it.
 * @throws ConfigError when `DATA_DIR` cannot be written
 */
export async function openDemoIssuer(dataDir: string): Promise<DemoIssuer> {
  const folder = await ensureDataDirectory(dataDir, 'demo-issuer');
  const secret = await ensureKey(join(folder, 'private-key.json'));
  const { kty, crv, x, y, kid } = secret;
  const keysFile = join(folder, 'public-keys.json');
  await writePrivateJson(keysFile, { keys: [{ kty, crv, x, y, kid, alg: ALGORITHM, use: 'sig' }] });
  const key = await importJWK(secret, ALGORITHM);
  const issue = ({ name, scopes, regions, purposes, ministry, person }: Persona, hours: number) =>
    new SignJWT({ client_id: 'hearth-demo', scope: scopes.join(' '), regions, purposes, ministry, person })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'at+jwt', ...(kid !== undefined && { kid }) })
      .setIssuer(demoIssuer.issuer)
      .setAudience(demoIssuer.audience)
      .setSubject(`demo:${name}`)
      .setIssuedAt()
      .setExpirationTime(`${hours}h`)
      .setJti(randomUUID())
      .sign(key);
  return { keysFile, issue };
}

const ensureKey = (path: string): Promise<JWK> =>
  ensurePrivateJson<JWK>(path, makeKey, {
    isWhole: hasTexts('kty', 'crv', 'x', 'y', 'd'),
    remedy: 'put back a copy of it, or remove it: tokens that were issued are then refused.',
  });

async function makeKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const key = await exportJWK(privateKey);
  return { ...key, kid: await calculateJwkThumbprint(key) };
}
