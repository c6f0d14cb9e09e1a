import { ArgosyError, unwrap } from 'argosy/core';
import type { AuditEntry } from '@argosy/storage';
import { aLogin, type Browser, type LoginRig } from '@argosy/testkit/login';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { Records } from '../platform/records.ts';
import { routes } from '../routes/routes.ts';
import { guardOf } from './policy.ts';

const plenty = { burst: 1_000_000, perSecond: 1_000_000 };
/** How long a session counts that cannot be looked up. */
const SEEN_SECONDS = 900;
let rig: LoginRig;
let anna: Browser;
let spare: AuditEntry[];
/** What the records say to whatever they are asked; null while they are there. */
let away: (() => Promise<never>) | null;
/** Ends what was never answered. */
const giveUp: (() => void)[] = [];

beforeEach(async () => {
  [spare, away] = [[], null];
  rig = await aLogin({
    rates: { login: plenty, stranger: plenty, user: plenty },
    spoil: spoilt,
    spareAudit: {
      keep: async (entries) => void spare.push(...entries),
    },
  });
  anna = await rig.owner();
  await cancel();
  await cancelTold();
});
afterEach(async () => {
  away = gone;
  for (const end of giveUp.splice(0)) end();
  await rig.close();
});

/** How a request ended is told once its answer is out. */
async function cancelTold(): Promise<void> {
  for (let left = 500; left > 0; left -= 1) {
    const page = unwrap(await rig.records.listAudit({ action: 'order.cancel', outcome: 'done' }));
    if (page.items.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('the audit does not tell of it');
}

const gone = (): Promise<never> => Promise.reject(new ArgosyError('DATABASE_AWAY', 'refused'));
const silent = (): Promise<never> =>
  new Promise((_resolve, reject) => {
    giveUp.push(() => reject(new ArgosyError('NO_ANSWER', 'in time')));
  });

function spoilt(records: Records): Records {
  return new Proxy(records, {
    get: (target, name) => {
      const call: unknown = Reflect.get(target, name);
      if (typeof call !== 'function') return call;
      return (...given: readonly unknown[]): unknown =>
        away === null ? Reflect.apply(call, target, given) : away();
    },
  });
}

async function cancel(browser = anna): Promise<readonly [number, unknown]> {
  const { status, body } = await browser.send('POST', '/probe/cancel', {});
  return [status, body['code']];
}

const refused = [503, 'DATABASE_AWAY'];

describe('while the records are away', () => {
  test.each([
    ['refuse', gone],
    ['say nothing', silent],
  ])(
    'and %s, what reduces risk is done by whoever was looked up lately, and told beside them',
    async (_how, how) => {
      rig.pass(60);
      away = how;
      expect(await cancel()).toEqual([200, undefined]);
      // How it ended is told once the answer is out.
      await expect
        .poll(() => spare.map(({ action, outcome }) => `${action} ${outcome}`), { timeout: 10_000 })
        .toEqual(['order.cancel begun', 'order.cancel done']);
      expect(rig.lines.join()).toContain('a session counts as it was last seen');
    },
  );

  test('nothing else is done, and it is said that they are', async () => {
    rig.pass(60);
    away = gone;
    const placed = await anna.send('POST', '/probe/orders', {});
    expect([placed.status, placed.body['code']]).toEqual(refused);
    expect(placed.headers.get('retry-after')).toBe('1');
    const looked = await anna.send('GET', '/probe/orders');
    expect([looked.status, looked.body['code']]).toEqual(refused);
    const login = await rig.browser().login({ name: 'anna', password: 'whatever it may be' });
    expect([login.status, login.body['code']]).toEqual(refused);
    expect(login.headers.get('retry-after')).toBe('1');
    expect(spare).toEqual([]);
  });

  test('a token that has run out since holds on, for a quarter of an hour', async () => {
    away = gone;
    rig.pass(SEEN_SECONDS - 1);
    expect(await cancel()).toEqual([200, undefined]);
    rig.pass(2);
    expect(await cancel()).toEqual([401, 'TOKEN_INVALID']);
  });

  test('a token that had run out before does not', async () => {
    const old = anna.token;
    rig.pass(400);
    await anna.refresh();
    await cancel();
    away = gone;
    const [fresh, thief] = [anna, rig.browser()];
    thief.token = old;
    expect(await cancel(fresh)).toEqual([200, undefined]);
    expect(await cancel(thief)).toEqual([401, 'TOKEN_INVALID']);
  });

  test('a token that was made anew just before they went holds', async () => {
    rig.pass(200);
    await anna.refresh();
    away = gone;
    rig.pass(10);
    expect(await cancel()).toEqual([200, undefined]);
  });

  test('a session that was ended before is over', async () => {
    const token = anna.token;
    await anna.send('POST', '/auth/logout');
    anna.token = token;
    away = gone;
    expect(await cancel()).toEqual(refused);
  });

  test('nobody comes in who was not looked up, nor by a token that was made up', async () => {
    const stranger = rig.browser();
    away = gone;
    stranger.token = `${anna.token.slice(0, -8)}AAAAAAAA`;
    expect(await cancel(stranger)).toEqual([401, 'TOKEN_INVALID']);
    stranger.token = '';
    expect(await cancel(stranger)).toEqual([401, 'LOGIN_REQUIRED']);
  });

  test('viewers still reduce nothing', async () => {
    const bert = await rig.viewer(anna);
    await bert.send('GET', '/probe/orders');
    rig.pass(60);
    away = gone;
    expect(await cancel(bert)).toEqual([403, 'ROLE_REFUSED']);
  });
});

test('with the records there, a token that has run out is refused, also for what reduces risk', async () => {
  rig.pass(400);
  expect(await cancel()).toEqual([401, 'TOKEN_INVALID']);
});

test('a bug is no reason to trust anybody', async () => {
  rig.pass(60);
  away = () => Promise.reject(new TypeError('a bug'));
  expect(await cancel()).toEqual([503, 'UNAVAILABLE']);
});

test('only what cancels, what closes, what ends a strategy and what kills reduces risk', () => {
  const reducing = routes.filter(({ guard }) => guardOf(guard)?.reducesRisk === true);
  expect(reducing.map(({ name }) => name).toSorted()).toEqual([
    'cancelAllOrders',
    'cancelOrder',
    'flatten',
    'flattenStrategy',
    'kill',
    'pauseStrategy',
    'stopStrategy',
  ]);
});
