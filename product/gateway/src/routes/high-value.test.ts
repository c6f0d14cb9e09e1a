import { API_PREFIX } from '@argosy/contract';
import { aCaller, aPlatform, platformNow, type APlatform } from '@argosy/testkit/gateway';
import { toTimestamp } from 'argosy/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { Caller } from '../auth/caller.ts';
import { createGateway, type Gateway } from '../create-gateway.ts';

let made: APlatform;
let gateway: Gateway;
const fresh = aCaller();
/** Five minutes ago and no less. */
const stale = aCaller({ provedAt: toTimestamp(platformNow - 300_000_000) });
let caller: Caller = fresh;

beforeEach(async () => {
  caller = fresh;
  made = await aPlatform();
  gateway = await createGateway(made.platform, {
    version: '0',
    callerOf: () => caller,
    now: () => platformNow,
  });
});
afterEach(async () => {
  await gateway.stop();
  await made.close();
});

type Method = 'POST' | 'PUT';
type Body = Readonly<Record<string, unknown>>;

async function ask(method: Method, path: string, body: Body = {}): Promise<string> {
  const payload = JSON.stringify({ account: 'MAIN', reason: 'a test', ...body });
  const answer = await gateway.server.inject({
    method,
    url: API_PREFIX + path,
    payload: path.startsWith('/strategies') ? '' : payload,
    headers: { 'content-type': 'application/json' },
  });
  return answer.statusCode < 300 ? 'done' : answer.json<{ code: string }>().code;
}
const setState = (state: string, kind = 'account', account = 'MAIN'): Promise<string> =>
  ask('PUT', '/risk/states', { scope: { kind }, state, account });

describe('S-07 what lets more be done', () => {
  test('wants a proof of who asks: to switch the kill switch off, wholly or by a step', async () => {
    expect(await ask('POST', '/risk/kill', { scope: { kind: 'account' } })).toBe('done');
    caller = stale;
    expect([await setState('ACTIVE'), await setState('REDUCING')]).toEqual([
      'PROOF_REQUIRED',
      'PROOF_REQUIRED',
    ]);
    caller = fresh;
    expect(await setState('REDUCING')).toBe('done');
    caller = stale;
    expect([await setState('ACTIVE'), await setState('HALTED')]).toEqual([
      'PROOF_REQUIRED',
      'done',
    ]);
  });

  test('what is killed for all is not freed by way of another account', async () => {
    expect(await ask('POST', '/risk/kill', { scope: { kind: 'firm' } })).toBe('done');
    caller = stale;
    expect(await setState('ACTIVE', 'firm', 'MARGIN')).toBe('PROOF_REQUIRED');
  });

  test('to set a limit, or take one back', async () => {
    const limit = { scope: { kind: 'account' }, limit: 'dailyLoss' };
    const set = (value: string | null) => ask('PUT', '/risk/limits', { ...limit, value });
    expect(await set('20000.00')).toBe('done');
    // The guard that stands before every route asks for it: here there is none.
    const [route] = (await import('./risk.ts')).riskRoutes.filter(
      ({ name }) => name === 'setRiskLimit',
    );
    expect(route?.guard.policy).toBe('stepUp');
  });

  test('to start a strategy that was killed, and not one that was paused', async () => {
    const start = () => ask('POST', '/strategies/ema/start');
    const scope = { kind: 'strategy', strategy: 'ema' };
    const pause = { scope, state: 'REDUCING' };
    expect(await ask('PUT', '/risk/states', pause)).toBe('done');
    caller = stale;
    expect(await start()).toBe('done');
    expect(await ask('POST', '/risk/kill', { scope })).toBe('done');
    expect([await start(), made.asked]).toEqual(['PROOF_REQUIRED', ['start ema']]);
    caller = fresh;
    expect(await start()).toBe('done');
  });

  test('what lets less be done never does: the kill switch, a halt, a pause', async () => {
    caller = stale;
    expect(await setState('REDUCING')).toBe('done');
    expect(await setState('HALTED')).toBe('done');
    expect(await ask('POST', '/risk/kill', { scope: { kind: 'account' } })).toBe('done');
    expect(await ask('POST', '/strategies/ema/stop')).toBe('done');
  });
});
