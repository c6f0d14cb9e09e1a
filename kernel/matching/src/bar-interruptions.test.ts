import {
  alwaysOpen,
  parseTimestamp,
  SessionClock,
  toMicros,
  toPrice,
  toTimestamp,
  unwrap,
} from 'argosy/core';
import type { OrderRequest } from 'argosy/domain';
import { volatilityInterruptions, type BarPathPolicy } from 'argosy/matching';
import { aBar, anOrderRequest, VenueRig } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { SessionGate } from './session-gate.ts';
import { TradingSession } from './trading-session.ts';

const minute = 60_000_000;
const at = (time: string): number => unwrap(parseTimestamp(`2026-11-20T${time}+05:30`)).at;
const limit = (price: number) => ({ type: 'limit', limit: toPrice(price) }) as const;
const stop = (price: number) => ({ type: 'stopMarket', trigger: toPrice(price) }) as const;

/** An hour from ten on: from 100.00 down to 90.00, up to 104.00 and back to 101.00, or the other way round. */
const hour = aBar({
  at: at('11:00:00'),
  opensAt: at('10:00:00'),
  spec: '60-MINUTE-LAST-EXTERNAL',
  open: 10_000,
  high: 10_400,
  low: 9_000,
  close: 10_100,
});
const pauses = volatilityInterruptions({
  basisPoints: 500,
  halt: toMicros(minute),
  auction: toMicros(2 * minute),
});

/** What becomes of an order that was there before a bar in which trading is interrupted; where it was announced, and where not. */
function meetHour(changes: Partial<OrderRequest>, path: BarPathPolicy = 'OLHC'): unknown[] {
  return [true, false].map((isAnnounced) => {
    const rig = new VenueRig({
      fedBy: 'bars',
      interruptions: pauses,
      bars: { fillAt: 'nextOpen', path },
    });
    rig.submit(anOrderRequest({ tif: 'GTC', ...changes }), at('09:30:00'));
    if (isAnnounced) rig.play(hour);
    else rig.feed(hour);
    return rig.said().at(-1)?.replace(/ @\d+/u, '');
  });
}

const both = (said: string): string[] => [said, said];

test('a stop is none for what a bar tells late of before it', () => {
  const session = new TradingSession(new SessionGate(new SessionClock(alwaysOpen)), true);
  session.halt({ from: toTimestamp(2), haltedUntil: 4, opensAt: 5 });
  const phases = [1, 2, 3, 4, 5].map((now) => session.phaseAt(toTimestamp(now)));
  expect(phases).toEqual(['open', 'halted', 'halted', 'preOpen', 'open']);
});

describe('an interruption inside a bar', () => {
  test('leaves what is met on the way to where it begins', () => {
    expect(meetHour({ terms: limit(9_600) })).toEqual(both('filled: 10 at 9600, maker'));
    expect(meetHour({ terms: limit(9_500) })).toEqual(both('filled: 10 at 9500, maker'));
    expect(meetHour({ side: 'sell', terms: stop(9_600) })).toEqual(
      both('filled: 10 at 9600, taker'),
    );
  });

  test('stops trading before anyone trades beyond that', () => {
    expect(meetHour({ terms: limit(9_495) })).toEqual(both('accepted'));
  });

  test('is over for the points behind it', () => {
    expect(meetHour({ side: 'sell', terms: limit(10_300) }, 'OLHC')).toEqual(
      both('filled: 10 at 10400, taker'),
    );
  });

  test('ends with one price for everyone, not with all on the way from where nobody traded', () => {
    expect(meetHour({ terms: stop(10_050) }, 'OLHC')).toEqual(both('filled: 10 at 10400, taker'));
  });
});
