import { request } from 'node:http';
import type { Authority } from '@hearth/schema/protocol/authority.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answered, askFor, type GuardedGateway, outcomeOf, startGuardedGateway } from './fixture.ts';

let gateway: GuardedGateway;
beforeAll(async () => {
  gateway = await startGuardedGateway();
});
afterAll(() => gateway.stop());

/** Sends header lines as they are, repeated ones too; gives status and body. */
const askRaw = (lines: readonly string[]): Promise<{ status: number | undefined; text: string }> =>
  new Promise((resolve, reject) => {
    const body = '{"query":"{ __typename }"}';
    const headers = [
      'host',
      '127.0.0.1',
      'content-type',
      'application/json',
      'content-length',
      String(body.length),
    ];
    const sent = request(gateway.graphql, { method: 'POST', headers: [...headers, ...lines] }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });

describe('the purpose of a request', () => {
  it('has to be named, also by who may ask for one alone', async () => {
    const token = await gateway.issuer.token({ claims: { purposes: ['MONITORING'] } });
    expect(await gateway.ask(token)).toMatchObject(answered);
    expect(await gateway.ask(token, { 'x-purpose': '' })).toMatchObject({
      status: 403,
      code: 'PURPOSE_MISSING',
    });
  });

  it('has to be one of the contract, and of the token', async () => {
    const token = await gateway.issuer.token();
    for (const name of ['CURIOSITY', 'monitoring', 'MONITORING,AUDIT', 'constructor']) {
      expect(await gateway.ask(token, { 'x-purpose': name })).toMatchObject({
        status: 403,
        code: 'PURPOSE_UNKNOWN',
      });
    }
    expect(await gateway.ask(token, { 'x-purpose': 'ASSISTANCE' })).toMatchObject(answered);
    expect(await gateway.ask(token, { 'x-purpose': 'AUDIT' })).toMatchObject({
      status: 403,
      code: 'PURPOSE_NOT_GRANTED',
    });
    expect(await gateway.askWith({ claims: { purposes: undefined } })).toMatchObject({
      code: 'PURPOSE_NOT_GRANTED',
    });
  });

  it('cannot be widened by a header of the authority’s other parts', async () => {
    const headers = { 'x-scope': 'identity:read', 'x-regions': '*', 'x-authority': '{"regions":[""]}' };
    const authority = await gateway.access.authenticate({
      authorization: `Bearer ${await gateway.issuer.token()}`,
      'x-purpose': 'MONITORING',
      ...headers,
    });
    expect(authority).toMatchObject({ regions: ['530625'], scopes: ['household:read', 'name:read'] });
  });
});

describe('headers that stand twice', () => {
  it('are refused, since who looks at the other one would see another caller', async () => {
    const token = await gateway.issuer.token();
    const sound = ['authorization', `Bearer ${token}`, 'x-purpose', 'MONITORING'];
    expect(await askRaw(sound)).toMatchObject({ status: 200 });
    for (const again of [
      ['Authorization', `Bearer ${token}`],
      ['AUTHORIZATION', 'Basic eA=='],
      ['X-Purpose', 'AUDIT'],
    ]) {
      const { status, text } = await askRaw([...sound, ...again]);
      expect(status).toBe(400);
      expect(text).toContain(`${again[0]!.toLowerCase()} must stand once`);
    }
    expect(await askRaw([...sound, 'x-case', 'a', 'x-case', 'b'])).toMatchObject({ status: 400 });
  });

  it('cannot be made of one by a line break', async () => {
    const token = await gateway.issuer.token();
    const send = () => askRaw(['x-case', 'a\r\nx-purpose: AUDIT', 'authorization', `Bearer ${token}`]);
    await expect(Promise.resolve().then(send)).rejects.toThrow('Invalid character in header content');
    const response = await askFor(gateway.graphql, {
      authorization: `Bearer ${token}`,
      'x-case': 'a%0d%0ax-purpose: AUDIT',
    });
    expect(await outcomeOf(response)).toMatchObject(answered);
  });
});

describe('the authority of a request', () => {
  const authorityOf = async (claims: object, headers: Record<string, string> = {}): Promise<Authority> => {
    const authorization = `Bearer ${await gateway.issuer.token({ claims: { ...claims } })}`;
    return gateway.access.authenticate({ authorization, 'x-purpose': 'MONITORING', ...headers });
  };

  it('is what the token says', async () => {
    const exp = Math.floor(Date.now() / 1_000) + 60;
    const claims = {
      sub: 'a',
      client_id: 'b',
      azp: 'c',
      ministry: 'HEALTH',
      person: 'P000000001',
      scope: 'name:read household:read other:scope',
      regions: ['530625001000', '5306', '13'],
      purposes: ['MONITORING'],
      exp,
    };
    expect(await authorityOf(claims, { 'x-case': 'case 12' })).toMatchObject({
      subject: 'a',
      client: 'b',
      ministry: 'HEALTH',
      person: 'P000000001',
      scopes: ['household:read', 'name:read', 'other:scope'],
      regions: ['13', '5306'],
      purpose: 'MONITORING',
      case: 'case 12',
      expiresAt: exp + 60,
    });
    expect(await authorityOf({ regions: ['*'] })).toMatchObject({ regions: [''] });
    expect(await authorityOf({ regions: undefined, scope: undefined })).toMatchObject({
      regions: [],
      scopes: [],
    });
  });

  it('is the same object for the same token, purpose and case, given at once, and shares its class', async () => {
    const authorization = `Bearer ${await gateway.issuer.token()}`;
    const ask = (headers: Record<string, string>) =>
      gateway.access.authenticate({ authorization, 'x-purpose': 'MONITORING', ...headers });
    const first = await ask({});
    expect(ask({})).toBe(first);
    expect(ask({ 'x-case': '7' })).toBe(ask({ 'x-case': '7' }));
    const inACase = ask({ 'x-case': '7' }) as Authority;
    expect(inACase.class).not.toBe(first.class);
    expect((ask({ 'x-case': '8' }) as Authority).class).toBe(inACase.class);
    expect((ask({ 'x-purpose': 'ASSISTANCE' }) as Authority).class).not.toBe(first.class);
  });

  it('ends with its token, though the token is known', async () => {
    const claims = { exp: Math.floor(Date.now() / 1_000) - 28 }; // accepted for two seconds more
    const token = await gateway.issuer.token({ claims });
    expect(await gateway.ask(token)).toMatchObject(answered);
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    expect(await gateway.ask(token)).toMatchObject({ status: 401, code: 'TOKEN_EXPIRED' });
  });
});
