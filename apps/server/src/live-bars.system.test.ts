import type { Bar, MarketStates } from '@argosy/contract';
import { joinBars } from '@argosy/contract/stream';
import { ServerProcess } from '@argosy/testkit/server';
import { afterAll, beforeAll, expect, test } from 'vitest';

const MINUTE_MS = 60_000;
const INDEX = 'INDEX.DEMO';
const MINUTES = '1-MINUTE-LAST-EXTERNAL';

let server: ServerProcess;

// A day of the exchange passes in five minutes: one of its minutes in less than a second.
beforeAll(async () => {
  server = await ServerProcess.start({
    ARGOSY_DEMO_HOURS: '5',
    ARGOSY_DEMO_TICKS_PER_SECOND: '200',
  });
});

afterAll(async () => {
  await server.end();
});

async function bars(bar: string, instrument = INDEX): Promise<readonly Bar[]> {
  const { status, body } = await server.ask(`/market/bars/${instrument}?bar=${bar}`);
  expect(status).toBe(200);
  return body['items'] as readonly Bar[];
}

/** How often a bar does not begin where the one before ends, but for the nights between. */
function breaksOf(items: readonly Bar[], openUtc = '03:45:00'): readonly string[] {
  return items.flatMap(({ opensAt }, place) => {
    const before = items[place - 1]?.closesAt ?? opensAt;
    return before === opensAt || opensAt.includes(openUtc) ? [] : [`${before} to ${opensAt}`];
  });
}

async function waitFor(isThere: () => boolean): Promise<void> {
  for (let left = 600; left > 0 && !isThere(); left -= 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(isThere()).toBe(true);
}

test('charts have a past from the beginning, and go on without a gap or a bar twice', async () => {
  const first = await bars(MINUTES);
  expect(first.length).toBeGreaterThanOrEqual(200);
  expect(breaksOf(first)).toEqual([]);
  let known: readonly Bar[] = [];
  let gaps = 0;
  const client = server.stream();
  client.hear(`bars:${INDEX}:${MINUTES}`, {
    value: (value) => {
      const joined = joinBars(known, value);
      // Behind a start that took its time some are over before the first is heard.
      gaps += joined.hasGap && known.length > 0 ? 1 : 0;
      known = joined.bars;
    },
  });
  client.start();
  await waitFor(() => known.length >= 6);
  client.stop();
  const after = await bars(MINUTES);
  expect(breaksOf(after)).toEqual([]);
  expect(gaps).toBe(0);
  const heard = known.filter(({ isClosed }) => isClosed);
  const opens = new Set(heard.map(({ opensAt }) => opensAt));
  expect(after.filter(({ opensAt }) => opens.has(opensAt))).toEqual(heard);
});

test('longer bars and days fit the minutes', async () => {
  const [minutes, quarters, days] = [
    await bars(MINUTES),
    await bars('15-MINUTE-LAST-EXTERNAL'),
    await bars('1-DAY-LAST-EXTERNAL'),
  ];
  expect([breaksOf(quarters), days.length > 100]).toEqual([[], true]);
  const opens = minutes.map(({ opensAt }) => opensAt);
  const whole = quarters.filter(
    ({ opensAt, closesAt, isClosed }) =>
      isClosed && opens.includes(opensAt) && Date.parse(closesAt) <= Date.parse(opens.at(-1) ?? ''),
  );
  expect(whole.length).toBeGreaterThan(5);
  for (const { opensAt, closesAt, open, close, high } of whole) {
    const parts = minutes.filter((each) => each.opensAt >= opensAt && each.opensAt < closesAt);
    expect(parts).toHaveLength(15);
    expect([parts[0]?.open, parts.at(-1)?.close]).toEqual([open, close]);
    expect(Math.max(...parts.map((part) => Number(part.high)))).toBe(Number(high));
  }
});

test('quotes know the close before; an index has a price', async () => {
  const { body } = await server.ask(`/market/quotes?instruments=BANK01.DEMO,${INDEX}`);
  const { quotes } = body as unknown as MarketStates;
  const days = await bars('1-DAY-LAST-EXTERNAL');
  const before = days.filter(({ isClosed }) => isClosed).at(-1);
  expect(quotes[1]).toMatchObject({ last: { qty: '0' }, day: { previousClose: before?.close } });
  expect(quotes[0]?.day?.previousClose).toMatch(/^\d+\.\d\d$/u);
});

test('behind a kill the series is whole again, and what was over is as it was', async () => {
  const before = await bars(MINUTES);
  const ticket = {
    account: 'PAPER01',
    book: 'HAND',
    product: 'delivery',
    instrument: 'BANK01.DEMO',
  };
  const order = { ...ticket, side: 'buy', qty: '1', terms: { type: 'limit', limit: '1.00' } };
  // Fast time goes on from the last thing that happened to anybody.
  const { status } = await server.ask('/orders', { method: 'POST', body: order });
  expect(status).toBe(201);
  await server.kill();
  await server.again();
  const after = await bars(MINUTES);
  expect(after.length).toBeGreaterThanOrEqual(200);
  expect(breaksOf(after)).toEqual([]);
  const last = after.at(-1);
  expect(Date.parse(last?.closesAt ?? '') - Date.parse(last?.opensAt ?? '')).toBe(MINUTE_MS);
  const both = before.filter(
    ({ opensAt, isClosed }) => isClosed && after.some((each) => each.opensAt === opensAt),
  );
  expect(both.length).toBeGreaterThan(100);
  expect(after).toEqual(expect.arrayContaining([...both]));
});
