import { ok, toTimestamp, type Timestamp } from 'argosy/core';
import { toBarSpecText } from 'argosy/domain';
import type { LatestBars, LiveBar } from '@argosy/bridge';
import { API_PREFIX, type Bar as BarShape, type MarketStates } from '@argosy/contract';
import { aBar, anIndexPrice, aStatus } from '@argosy/testkit';
import { aCaller, aPlatform, platformInstruments, platformNow } from '@argosy/testkit/gateway';
import { expect, test } from 'vitest';

import { createGateway } from '../create-gateway.ts';
import type { HistoryFace } from '../platform/history-face.ts';
import type { Platform } from '../platform/platform.ts';

const MINUTE = 60_000_000;
const DAY = 1_440 * MINUTE;
const today = Math.floor(platformNow / DAY) * DAY;
const minuteNow = Math.floor(platformNow / MINUTE) * MINUTE;

function barAt(opensAt: number, span: number, close: number): LiveBar {
  return { ...aBar({ at: opensAt + span, opensAt, open: 10_000, close }), isWhole: true };
}

async function aGateway(history: HistoryFace, prepare: (platform: Platform) => void = () => {}) {
  const made = await aPlatform({ history });
  prepare(made.platform);
  const gateway = await createGateway(made.platform, { version: '1', callerOf: () => aCaller() });
  return {
    get: async <Body>(path: string) => {
      const answer = await gateway.server.inject({ method: 'GET', url: `${API_PREFIX}${path}` });
      return { status: answer.statusCode, body: answer.json<Body>() };
    },
    end: async () => {
      await gateway.stop();
      await made.close();
    },
  };
}

function historyOf(latest: LatestBars, rows: readonly LiveBar[] = []): HistoryFace {
  return {
    bars: () => Promise.resolve(ok({ rows, next: null })),
    latest: (specs) => Promise.resolve(specs.map(() => latest)),
  };
}

test('quotes tell of the day under way and of the close before it', async () => {
  const asked: string[] = [];
  const day = { closed: [barAt(today - DAY, DAY, 9_900)], forming: barAt(today, DAY, 10_100) };
  const history: HistoryFace = {
    ...historyOf(day),
    latest: (specs) => {
      asked.push(...specs);
      return Promise.resolve(specs.map((_, place) => (place === 0 ? day : null)));
    },
  };
  const { get, end } = await aGateway(history, ({ market, instruments }) => {
    for (const { id, kind } of platformInstruments) {
      const index = instruments.indexOf(id);
      if (index === undefined || kind !== 'index') continue;
      const now = { at: platformNow, availableAt: platformNow };
      market.keep(anIndexPrice({ instrument: id, price: 2_500_000, ...now }), index);
      market.keep(aStatus({ instrument: id, at: 0, availableAt: 0, state: 'halted' }), index);
    }
  });
  const ids = platformInstruments.map(({ id }) => id);
  const { body } = await get<MarketStates>(`/market/quotes?instruments=${ids.join(',')}`);
  expect(asked).toEqual(ids.map((id) => toBarSpecText(`${id}-1-DAY-LAST-EXTERNAL`)));
  expect(body.quotes[0]?.day).toEqual({
    tradingDay: new Date(today / 1_000).toISOString().slice(0, 10),
    open: '100.00',
    high: '101.00',
    low: '100.00',
    volume: '1000',
    previousClose: '99.00',
  });
  expect(body.quotes[1]?.day).toBeNull();
  // Of an index the last price is where it stands; what was said of trading holds however old it is.
  expect(body.quotes[2]).toMatchObject({
    last: { price: '25000.00', qty: '0' },
    index: '25000.00',
    status: 'halted',
  });
  await end();
});

test('once a day is over it stays until the next one begins, and before a trade there is none', async () => {
  const before = [barAt(today - DAY, DAY, 9_900), barAt(today, DAY, 10_100)];
  const over = await aGateway(historyOf({ closed: before, forming: null }));
  const answer = await over.get<MarketStates>('/market/quotes?instruments=SBIN.NSE');
  expect(answer.body.quotes[0]?.day).toMatchObject({ high: '101.00', previousClose: '99.00' });
  await over.end();
  const early = [barAt(today - DAY, DAY, 9_900)];
  const morning = await aGateway(historyOf({ closed: early, forming: null }));
  const none = await morning.get<MarketStates>('/market/quotes?instruments=SBIN.NSE');
  expect(none.body.quotes[0]?.day).toMatchObject({
    open: null,
    volume: '0',
    previousClose: '99.00',
  });
  await morning.end();
});

test('200 instruments are told of at once, and no more', async () => {
  const { get, end } = await aGateway(historyOf({ closed: [], forming: null }));
  const many = (count: number) => Array.from({ length: count }, () => 'SBIN.NSE').join(',');
  expect((await get(`/market/quotes?instruments=${many(200)}`)).status).toBe(200);
  expect((await get(`/market/quotes?instruments=${many(201)}`)).status).toBe(400);
  await end();
});

test('the last bars end with the one under way, and one that closed meanwhile is there once', async () => {
  const ranges: Timestamp[] = [];
  const over = [2, 1].map((ago) => barAt(minuteNow - ago * MINUTE, MINUTE, 10_000 + ago));
  const latest = { closed: over, forming: barAt(minuteNow, MINUTE, 10_500) };
  const { get, end } = await aGateway({
    bars: (_, { from, until }) => {
      ranges.push(from, until);
      return Promise.resolve(ok({ rows: over.slice(0, 1), next: null }));
    },
    latest: () => Promise.resolve([latest]),
  });
  const { body } = await get<{ readonly items: readonly BarShape[] }>('/market/bars/SBIN.NSE');
  expect(body.items.map(({ isClosed, close }) => [isClosed, close])).toEqual([
    [true, '100.02'],
    [true, '100.01'],
    [false, '105.00'],
  ]);
  expect(ranges).toEqual([toTimestamp(platformNow - 250 * MINUTE), platformNow + MINUTE]);
  await end();
});

test('where several have closed while bars were put together, they are asked for again', async () => {
  const over = [4, 3, 2, 1].map((ago) => barAt(minuteNow - ago * MINUTE, MINUTE, 10_000 + ago));
  let asked = 0;
  const { get, end } = await aGateway({
    bars: () => {
      asked += 1;
      return Promise.resolve(ok({ rows: asked === 1 ? over.slice(0, 1) : over, next: null }));
    },
    latest: () => Promise.resolve([{ closed: over.slice(-2), forming: null }]),
  });
  const { body } = await get<{ readonly items: readonly BarShape[] }>('/market/bars/SBIN.NSE');
  expect(body.items.map(({ close }) => close)).toEqual(['100.04', '100.03', '100.02', '100.01']);
  await end();
});

test('contracts that have ended are listed only for who asks for them', async () => {
  const { get, end } = await aGateway(historyOf({ closed: [], forming: null }), (platform) => {
    platform.system.now = () => platformNow + 7 * DAY;
  });
  const listed = async (query: string): Promise<number> => {
    const path = `/market/instruments?${query}`;
    return (await get<{ readonly items: readonly unknown[] }>(path)).body.items.length;
  };
  expect(await listed('kind=future')).toBe(0);
  expect(await listed('kind=equity')).toBe(1);
  expect(await listed('kind=future&withEnded=true')).toBe(1);
  const [ended] = platformInstruments.filter(({ kind }) => kind === 'future');
  expect((await get(`/market/instruments/${ended?.id}`)).status).toBe(200);
  await end();
});
