import { parseTimestamp, toCalendarId, toMicros, toOrderId, toPrice, unwrap } from 'argosy/core';
import { noLatency } from 'argosy/matching';
import { VenueRig, aQuote, aStatus, aTrade, anInstrument, anOrderRequest } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { WORKING_ORDERS_MAX } from './arrival-check.ts';

const limit = (price: number) => ({ type: 'limit', limit: toPrice(price) }) as const;
const stop = (price: number) => ({ type: 'stopMarket', trigger: toPrice(price) }) as const;
const stopLimit = (trigger: number, worst: number) =>
  ({ type: 'stopLimit', trigger: toPrice(trigger), limit: toPrice(worst) }) as const;
const ist = (text: string): number => unwrap(parseTimestamp(`2026-01-${text}+05:30`)).at;
const aSecond = { ...noLatency, insert: toMicros(1_000_000) };
const nse = { instruments: [anInstrument({ calendar: toCalendarId('NSE') })] };

describe('by quotes', () => {
  test('a market buy fills at the ask when it arrives', () => {
    const rig = new VenueRig()
      .feed(aQuote({ at: 1 }))
      .submit(anOrderRequest(), 2)
      .runUntil(3);
    expect(rig.said()).toEqual(['accepted @2', 'filled @2: 10 at 10005, taker']);
  });

  test('a market sale fills at the bid when it arrives', () => {
    const rig = new VenueRig().feed(aQuote({ at: 1 }));
    rig.submit(anOrderRequest({ side: 'sell' }), 2).runUntil(3);
    expect(rig.said()).toEqual(['accepted @2', 'filled @2: 10 at 10000, taker']);
  });

  test('a marketable limit takes the better price of the touch', () => {
    const rig = new VenueRig().feed(aQuote({ at: 1 }));
    rig.submit(anOrderRequest({ terms: limit(10_050) }), 2).runUntil(3);
    expect(rig.said()).toEqual(['accepted @2', 'filled @2: 10 at 10005, taker']);
  });

  test('a resting buy makes at its limit when the ask comes to it', () => {
    const rig = new VenueRig().feed(aQuote({ at: 1 }));
    rig.submit(anOrderRequest({ terms: limit(9_990) }), 2);
    rig.feed(aQuote({ at: 3, bid: 9_985, ask: 9_990 }));
    expect(rig.said()).toEqual(['accepted @2', 'filled @3: 10 at 9990, maker']);
  });

  test('a resting sale makes at its limit when the bid goes through it', () => {
    const rig = new VenueRig().feed(aQuote({ at: 1 }));
    rig.submit(anOrderRequest({ side: 'sell', terms: limit(10_020) }), 2);
    rig.feed(aQuote({ at: 3, bid: 10_030, ask: 10_035 }));
    expect(rig.said()).toEqual(['accepted @2', 'filled @3: 10 at 10020, maker']);
  });

  test('a buy stop rests while the ask is below its trigger', () => {
    const rig = new VenueRig().feed(aQuote({ at: 1 }));
    rig.submit(anOrderRequest({ terms: stop(10_010) }), 2).feed(aQuote({ at: 3 }));
    expect(rig.said()).toEqual(['accepted @2']);
  });

  test('a buy stop triggers when the ask reaches it and fills at the ask', () => {
    const rig = new VenueRig().feed(aQuote({ at: 1 }));
    rig.submit(anOrderRequest({ terms: stop(10_010) }), 2);
    rig.feed(aQuote({ at: 3, bid: 10_005, ask: 10_010 }));
    expect(rig.said()).toEqual(['accepted @2', 'triggered @3', 'filled @3: 10 at 10010, taker']);
  });

  test('a stop-limit takes the price that triggers it where its limit allows', () => {
    const rig = new VenueRig().feed(aQuote({ at: 1 }));
    rig.submit(anOrderRequest({ terms: stopLimit(10_010, 10_020) }), 2);
    rig.feed(aQuote({ at: 3, bid: 10_010, ask: 10_015 }));
    expect(rig.said()).toEqual(['accepted @2', 'triggered @3', 'filled @3: 10 at 10015, taker']);
  });

  test('a stop-limit over whose limit the price gaps rests and makes when it comes back', () => {
    const rig = new VenueRig().feed(aQuote({ at: 1 }));
    rig.submit(anOrderRequest({ terms: stopLimit(10_010, 10_020) }), 2);
    rig.feed(aQuote({ at: 3, bid: 10_035, ask: 10_040 }));
    rig.feed(aQuote({ at: 4, bid: 10_005, ask: 10_015 }));
    expect(rig.said()).toEqual(['accepted @2', 'triggered @3', 'filled @4: 10 at 10020, maker']);
  });

  test('a stop-limit that has triggered stays triggered when it is amended', () => {
    const rig = new VenueRig().feed(aQuote({ at: 1 }));
    const request = anOrderRequest({ terms: stopLimit(10_010, 10_020) });
    rig.submit(request, 2).feed(aQuote({ at: 3, bid: 10_035, ask: 10_040 }));
    rig.amend(request, { terms: stopLimit(10_010, 10_045) }, 4).runUntil(5);
    expect(rig.said().slice(2)).toEqual(['updated @4', 'filled @4: 10 at 10040, taker']);
  });

  test('a sale stop over which the price gaps fills at the bid, not at its trigger', () => {
    const rig = new VenueRig().feed(aQuote({ at: 1 }));
    rig.submit(anOrderRequest({ side: 'sell', terms: stop(9_990) }), 2);
    rig.feed(aQuote({ at: 3, bid: 9_900, ask: 9_905 }));
    expect(rig.said().at(-1)).toBe('filled @3: 10 at 9900, taker');
  });

  test('a stop that arrives behind the price triggers at once', () => {
    const rig = new VenueRig().feed(aQuote({ at: 1 }));
    rig.submit(anOrderRequest({ terms: stop(10_000) }), 2).runUntil(3);
    expect(rig.said()).toEqual(['accepted @2', 'triggered @2', 'filled @2: 10 at 10005, taker']);
  });

  test('trades of an instrument fed by quotes fill nothing', () => {
    const rig = new VenueRig().feed(aQuote({ at: 1 }));
    rig.submit(anOrderRequest({ terms: limit(9_990) }), 2).feed(aTrade({ at: 3, price: 9_000 }));
    expect(rig.said()).toEqual(['accepted @2']);
  });

  test('a fill carries the touch the venue saw', () => {
    const rig = new VenueRig()
      .feed(aQuote({ at: 1 }))
      .submit(anOrderRequest(), 2)
      .runUntil(3);
    const touch = { bid: 10_000, ask: 10_005, mid2: 20_005, at: 1 };
    expect(rig.reports.at(-1)?.body).toMatchObject({ fill: { touch } });
  });
});

describe('by trades', () => {
  test('a market order fills at the last price', () => {
    const rig = new VenueRig({ fedBy: 'trades' }).feed(aTrade({ at: 1, price: 10_015 }));
    rig.submit(anOrderRequest({ side: 'sell' }), 2).runUntil(3);
    expect(rig.said().at(-1)).toBe('filled @2: 10 at 10015, taker');
  });

  test('a fill carries twice the last price and no sides', () => {
    const rig = new VenueRig({ fedBy: 'trades' }).feed(aTrade({ at: 1, price: 10_015 }));
    rig.submit(anOrderRequest(), 2).runUntil(3);
    const touch = { bid: null, ask: null, mid2: 20_030, at: 1 };
    expect(rig.reports.at(-1)?.body).toMatchObject({ fill: { touch } });
  });

  test('a resting limit makes when a trade prints through it', () => {
    const rig = new VenueRig({ fedBy: 'trades' }).feed(aTrade({ at: 1 }));
    rig.submit(anOrderRequest({ terms: limit(9_990) }), 2).feed(aTrade({ at: 3, price: 9_985 }));
    expect(rig.said().at(-1)).toBe('filled @3: 10 at 9990, maker');
  });

  test('a stop triggers by the last trade', () => {
    const rig = new VenueRig({ fedBy: 'trades' }).feed(aTrade({ at: 1 }));
    rig.submit(anOrderRequest({ terms: stop(10_010) }), 2).feed(aTrade({ at: 3, price: 10_020 }));
    expect(rig.said()).toEqual(['accepted @2', 'triggered @3', 'filled @3: 10 at 10020, taker']);
  });

  test('quotes of an instrument fed by trades fill nothing', () => {
    const rig = new VenueRig({ fedBy: 'trades' }).feed(aTrade({ at: 1 }));
    rig.submit(anOrderRequest({ terms: limit(9_990) }), 2).feed(aQuote({ at: 3, ask: 9_000 }));
    expect(rig.said()).toEqual(['accepted @2']);
  });
});

describe('by quotes and trades', () => {
  const both = { fedBy: 'quotesAndTrades' } as const;

  test('a resting limit makes when a trade prints through it though the ask stays away', () => {
    const rig = new VenueRig(both).feed(aQuote({ at: 1 }));
    rig.submit(anOrderRequest({ terms: limit(9_990) }), 2).feed(aTrade({ at: 3, price: 9_985 }));
    expect(rig.said().at(-1)).toBe('filled @3: 10 at 9990, maker');
  });

  test('a limit that a trade filled fills once', () => {
    const rig = new VenueRig(both).feed(aQuote({ at: 1 }));
    rig.submit(anOrderRequest({ terms: limit(9_990) }), 2);
    rig.feed(aTrade({ at: 3, price: 9_985 }), aTrade({ at: 4, price: 9_980 }));
    expect(rig.said()).toHaveLength(2);
  });

  test('a trade during a halt fills nothing', () => {
    const rig = new VenueRig(both).feed(aQuote({ at: 1 }));
    rig.submit(anOrderRequest({ terms: limit(9_990) }), 2);
    rig.feed(aStatus({ at: 3, state: 'halted' }), aTrade({ at: 4, price: 9_980 }));
    expect(rig.said()).toEqual(['accepted @2']);
  });

  test('a trade triggers no stop', () => {
    const rig = new VenueRig(both).feed(aQuote({ at: 1 }));
    rig.submit(anOrderRequest({ terms: stop(10_010) }), 2).feed(aTrade({ at: 3, price: 10_020 }));
    expect(rig.said()).toEqual(['accepted @2']);
  });

  test('a trade fills no waiting market order', () => {
    const rig = new VenueRig(both).submit(anOrderRequest(), 2).feed(aTrade({ at: 3 }));
    expect(rig.said()).toEqual(['accepted @2']);
  });

  test('a trade fills no limit that has yet to meet a quote', () => {
    const rig = new VenueRig(both).submit(anOrderRequest({ terms: limit(9_990) }), 2);
    rig.feed(aTrade({ at: 3, price: 9_000 }));
    expect(rig.said()).toEqual(['accepted @2']);
  });
});

describe('without a current price', () => {
  test('a market order waits for the first quote', () => {
    const rig = new VenueRig().submit(anOrderRequest(), 2).feed(aQuote({ at: 3 }));
    expect(rig.said()).toEqual(['accepted @2', 'filled @3: 10 at 10005, taker']);
  });

  test.each(['IOC', 'FOK'] as const)('an %s order is canceled', (tif) => {
    const rig = new VenueRig().submit(anOrderRequest({ tif }), 2).runUntil(3);
    expect(rig.said()).toEqual(['accepted @2', 'canceled @2: NO_PRICE']);
  });

  test('a limit that waited takes the better price of the first quote', () => {
    const rig = new VenueRig().submit(anOrderRequest({ terms: limit(10_050) }), 2);
    rig.feed(aQuote({ at: 3 }));
    expect(rig.said().at(-1)).toBe('filled @3: 10 at 10005, taker');
  });

  test('a delayed order that comes at a data-less midnight waits for a quote of the new day', () => {
    const rig = new VenueRig({ staleAfter: toMicros(60_000_000) });
    rig.feed(aQuote({ at: ist('05T22:00:00'), bid: 9_000, ask: 9_005 }));
    rig.submit(anOrderRequest(), ist('06T00:00:00')).runUntil(ist('06T09:00:00'));
    expect(rig.said()).toHaveLength(1);
    rig.feed(aQuote({ at: ist('06T09:15:00') }));
    expect(rig.said().at(-1)).toBe(`filled @${ist('06T09:15:00')}: 10 at 10005, taker`);
  });

  test('where trading never pauses the last instant of the day still has its price', () => {
    const rig = new VenueRig().feed(aQuote({ at: ist('06T00:00:00') + 1 }));
    rig.submit(anOrderRequest(), ist('06T05:30:00')).runUntil(ist('06T06:00:00'));
    expect(rig.said().at(-1)).toBe(`filled @${ist('06T05:30:00')}: 10 at 10005, taker`);
  });

  test('where trading never pauses midnight’s price is not the next day’s', () => {
    const rig = new VenueRig().feed(aQuote({ at: ist('06T05:30:00') }));
    rig.submit(anOrderRequest(), ist('06T05:30:00') + 1).runUntil(ist('06T06:00:00'));
    expect(rig.said()).toHaveLength(1);
    rig.feed(aQuote({ at: ist('06T09:15:00'), bid: 9_000, ask: 9_005 }));
    expect(rig.said().at(-1)).toBe(`filled @${ist('06T09:15:00')}: 10 at 9005, taker`);
  });

  test('a touch of exactly the allowed age still fills', () => {
    const rig = new VenueRig({ staleAfter: toMicros(10) }).feed(aQuote({ at: 1 }));
    rig.submit(anOrderRequest(), 11).runUntil(12);
    expect(rig.said().at(-1)).toBe('filled @11: 10 at 10005, taker');
  });

  test('an order never fills on the touch of the session before', () => {
    const rig = new VenueRig(nse).feed(aQuote({ at: ist('05T15:29:59') }));
    rig.submit(anOrderRequest(), ist('06T09:15:00')).runUntil(ist('06T09:16:00'));
    expect(rig.said()).toEqual([`accepted @${ist('06T09:15:00')}`]);
  });

  test('an order never fills on a touch from before the open', () => {
    const rig = new VenueRig(nse).feed(aQuote({ at: ist('06T09:07:00') }));
    rig.submit(anOrderRequest(), ist('06T09:15:00')).runUntil(ist('06T09:16:00'));
    expect(rig.said()).toEqual([`accepted @${ist('06T09:15:00')}`]);
  });
});

describe('outside the session', () => {
  test('an order that arrives at midnight is turned away', () => {
    const rig = new VenueRig(nse).feed(aQuote({ at: ist('05T15:29:59') }));
    rig.submit(anOrderRequest(), ist('06T00:00:00')).runUntil(ist('06T00:00:01'));
    expect(rig.said()).toEqual([`rejected @${ist('06T00:00:00')}: SESSION_CLOSED`]);
    const why = 'GTC order at 2026-01-05T18:30:00Z, SBIN.NSE is closed';
    const reason = `SESSION_CLOSED: the order came outside the session: ${why}`;
    expect(rig.reports.at(-1)?.body).toEqual({ type: 'rejected', reason });
  });

  test('an order that was sent in the session and arrives after it is turned away', () => {
    const rig = new VenueRig({ ...nse, latency: aSecond }).feed(aQuote({ at: ist('05T15:29:59') }));
    rig.submit(anOrderRequest(), ist('05T15:29:59')).runUntil(ist('05T15:31:00'));
    expect(rig.said()).toEqual([`rejected @${ist('05T15:30:00')}: SESSION_CLOSED`]);
  });

  test('a DAY order that arrives before the open waits for the first quote after it', () => {
    const rig = new VenueRig(nse).submit(anOrderRequest({ tif: 'DAY' }), ist('06T09:05:00'));
    rig.feed(aQuote({ at: ist('06T09:06:00') }), aQuote({ at: ist('06T09:15:00'), ask: 10_010 }));
    expect(rig.said().at(-1)).toBe(`filled @${ist('06T09:15:00')}: 10 at 10010, taker`);
  });

  test('an order at the opening instant fills on a quote of that instant', () => {
    const rig = new VenueRig(nse).feed(aQuote({ at: ist('06T09:15:00') }));
    rig.submit(anOrderRequest(), ist('06T09:15:00')).runUntil(ist('06T09:15:00'));
    expect(rig.said().at(-1)).toBe(`filled @${ist('06T09:15:00')}: 10 at 10005, taker`);
  });

  test('an IOC order that arrives before the open is turned away', () => {
    const rig = new VenueRig(nse).submit(anOrderRequest({ tif: 'IOC' }), ist('06T09:05:00'));
    rig.runUntil(ist('06T09:06:00'));
    expect(rig.said()).toEqual([`rejected @${ist('06T09:05:00')}: SESSION_CLOSED`]);
  });

  test('a quote after the close fills no resting order', () => {
    const rig = new VenueRig(nse).feed(aQuote({ at: ist('05T15:00:00') }));
    rig.submit(anOrderRequest({ terms: limit(9_990) }), ist('05T15:01:00'));
    rig.feed(aQuote({ at: ist('05T15:45:00'), ask: 9_000 }));
    expect(rig.said()).toHaveLength(1);
  });

  test('a GTC order goes on the next day', () => {
    const rig = new VenueRig(nse).feed(aQuote({ at: ist('05T15:00:00') }));
    rig.submit(anOrderRequest({ terms: limit(9_990) }), ist('05T15:01:00'));
    rig.feed(aQuote({ at: ist('06T09:15:00'), ask: 9_990 }));
    expect(rig.said().at(-1)).toBe(`filled @${ist('06T09:15:00')}: 10 at 9990, maker`);
  });
});

describe('when trading is stopped', () => {
  test('a halted instrument fills nothing', () => {
    const rig = new VenueRig().feed(aQuote({ at: 1 }), aStatus({ at: 2, state: 'halted' }));
    rig.submit(anOrderRequest(), 3).feed(aQuote({ at: 4 }));
    expect(rig.said()).toEqual(['accepted @3']);
  });

  test('an order that waited through a halt needs a price from after it', () => {
    const rig = new VenueRig().feed(aStatus({ at: 2, state: 'halted' }), aQuote({ at: 3 }));
    rig
      .feed(aStatus({ at: 4 }))
      .submit(anOrderRequest(), 5)
      .runUntil(6);
    expect(rig.said()).toEqual(['accepted @5']);
    rig.feed(aQuote({ at: 7, ask: 10_100 }));
    expect(rig.said().at(-1)).toBe('filled @7: 10 at 10100, taker');
  });

  test('an IOC order during a halt is canceled', () => {
    const rig = new VenueRig().feed(aQuote({ at: 1 }), aStatus({ at: 2, state: 'halted' }));
    rig.submit(anOrderRequest({ tif: 'IOC' }), 3).runUntil(4);
    expect(rig.said().at(-1)).toBe('canceled @3: NO_PRICE');
  });

  test('an order is turned away once the exchange has said that it closed', () => {
    const rig = new VenueRig().feed(aQuote({ at: 1 }), aStatus({ at: 2, state: 'closed' }));
    rig.submit(anOrderRequest(), 3).runUntil(4);
    expect(rig.said()).toEqual(['rejected @3: SESSION_CLOSED']);
  });

  test('a status that says open again when it was open ages no price', () => {
    const rig = new VenueRig().feed(aQuote({ at: 1 }), aStatus({ at: 2 }));
    rig.submit(anOrderRequest(), 3).runUntil(4);
    expect(rig.said().at(-1)).toBe('filled @3: 10 at 10005, taker');
  });
});

describe('at the end of the day', () => {
  test('a DAY order expires at the close', () => {
    const rig = new VenueRig(nse).feed(aQuote({ at: ist('05T15:00:00') }));
    rig.submit(anOrderRequest({ tif: 'DAY', terms: limit(9_990) }), ist('05T15:01:00'));
    rig.runUntil(ist('05T16:00:00'));
    expect(rig.said().at(-1)).toBe(`expired @${ist('05T15:30:00')}`);
  });

  test('a DAY order expires before a quote of the closing instant', () => {
    const rig = new VenueRig(nse).feed(aQuote({ at: ist('05T15:00:00') }));
    rig.submit(anOrderRequest({ tif: 'DAY', terms: limit(9_990) }), ist('05T15:01:00'));
    rig.feed(aQuote({ at: ist('05T15:30:00'), ask: 9_000 }));
    expect(rig.said().at(-1)).toBe(`expired @${ist('05T15:30:00')}`);
  });

  test('a DAY order that was filled does not expire', () => {
    const rig = new VenueRig(nse).feed(aQuote({ at: ist('05T15:00:00') }));
    rig.submit(anOrderRequest({ tif: 'DAY' }), ist('05T15:01:00')).runUntil(ist('05T16:00:00'));
    expect(rig.said().at(-1)).toBe(`filled @${ist('05T15:01:00')}: 10 at 10005, taker`);
  });

  test('where trading never pauses a DAY order expires at midnight', () => {
    const rig = new VenueRig().submit(anOrderRequest({ tif: 'DAY' }), 5).runUntil(90_000_000_000);
    expect(rig.said().at(-1)).toBe('expired @86400000000');
  });

  test('orders of two days expire each at its own close', () => {
    const [first, second] = [
      anOrderRequest({ tif: 'DAY' }),
      anOrderRequest({ id: toOrderId('0000TEST000002'), tif: 'DAY' }),
    ];
    const rig = new VenueRig(nse).submit(first, ist('05T15:01:00'));
    rig.submit(second, ist('06T09:20:00')).runUntil(ist('07T00:00:00'));
    const closes = rig.said().filter((line) => line.startsWith('expired'));
    expect(closes).toEqual([`expired @${ist('05T15:30:00')}`, `expired @${ist('06T15:30:00')}`]);
  });
});

test('an order beyond the most that the venue keeps is turned away', () => {
  const rig = new VenueRig();
  for (let n = 0; n <= WORKING_ORDERS_MAX; n += 1) {
    rig.submit(anOrderRequest({ id: toOrderId(`0000TEST${n}`) }), 2);
  }
  const ends = rig.runUntil(3).said().slice(-2);
  expect(ends).toEqual(['accepted @2', 'rejected @2: TOO_MANY_ORDERS']);
});

test('an instrument that nothing feeds turns orders away', () => {
  const rig = new VenueRig({ fedBy: 'none' }).submit(anOrderRequest(), 2).runUntil(3);
  expect(rig.said()).toEqual(['rejected @2: NO_FEED']);
});
