import {
  toAccountId,
  toBookId,
  toInstrumentId,
  toOriginCode,
  toPositionId,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import { instructOrder, type OrderRequest, type OrderTerms } from 'argosy/domain';
import type { TradingConfig } from 'argosy/trading';
import { aLivelyConfig, aQuote, liveThrough, plainMatrix, ShardRig } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { MemoryJournal } from './memory-journal.ts';

/** The rig's inputs come a millisecond after each other. */
const STEP = 1_000;
const HAND = toOriginCode('HAND');
const coin = aLivelyConfig().instruments.all[1];

/** One of these eight times of nine, else one of those. */
function mostly<One, Other>(
  often: readonly One[],
  ...seldom: readonly Other[]
): fc.Arbitrary<One | Other> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...often) },
    { weight: 1, arbitrary: fc.constantFrom(...seldom) },
  );
}

const price = fc.integer({ min: 1_985, max: 2_015 }).map((ticks) => toPrice(5 * ticks));
const terms: fc.Arbitrary<OrderTerms> = fc.oneof(
  fc.constant({ type: 'market' } as const),
  price.map((limit) => ({ type: 'limit', limit }) as const),
  price.map((trigger) => ({ type: 'stopMarket', trigger }) as const),
  fc.constant({ type: 'marketToLimit', limit: null } as const),
);
const instructions = fc.option(
  fc.record({
    postOnly: fc.boolean(),
    display: fc.constantFrom(null, toQuantity(2), toQuantity(50)),
    triggerBy: fc.constant(null),
    expiresAt: fc.constant(null),
  }),
  { nil: undefined },
);
const wish = fc.record({
  account: mostly(['MAIN', 'MARGIN'], 'NOBODY').map(toAccountId),
  book: fc.constantFrom('HAND', 'OTHER').map(toBookId),
  instrument: mostly(['SBIN.NSE', coin?.id ?? ''], 'NONE.NSE').map(toInstrumentId),
  product: fc.constantFrom('delivery' as const, 'intraday' as const),
  side: fc.constantFrom('buy' as const, 'sell' as const),
  qty: mostly([1, 2, 7, 20, 7_654_321], 0, 500, 90_000_000).map((qty) => toQuantity(qty)),
  terms,
  tif: mostly(['DAY', 'GTC'] as const, 'IOC' as const, 'AT_OPEN' as const),
  reduceOnly: mostly([false], true),
  instructions,
  /** What is quoted just before; null for nothing. */
  bid: fc.option(fc.integer({ min: 1_990, max: 2_010 }).map((ticks) => 5 * ticks)),
});
const lifeStep = fc.tuple(fc.nat(40), fc.nat(20), fc.nat(40), fc.nat(40), fc.nat(40), fc.nat(40));

const configs: Readonly<Record<string, TradingConfig>> = {
  'a venue that does everything': aLivelyConfig(),
  'a venue that does little': {
    ...aLivelyConfig(),
    limits: { ...aLivelyConfig().limits, matrix: plainMatrix, unsupported: 'emulate' },
    waitingOrdersMax: 2,
  },
};

/** The order that is wished for, of a position of its own in the hedging account, with a price of now. */
function requestOf(
  rig: ShardRig,
  { bid, instructions: told, ...wished }: typeof wish extends fc.Arbitrary<infer W> ? W : never,
): OrderRequest {
  const { account, instrument } = wished;
  const isListed = rig.trading.instrument(instrument) !== undefined;
  if (bid !== null && isListed) {
    rig.feed(aQuote({ at: rig.now, instrument, bid, ask: bid + 5 }));
  }
  const plain = rig.order(wished);
  const position = account === 'MARGIN' ? toPositionId(plain.id) : null;
  return instructOrder({ ...plain, position }, told ?? {});
}

/** What submitting an order came to, in a word: the code of its refusal, or that it was taken. */
function submitted(rig: ShardRig, request: OrderRequest): string {
  const before = rig.said.length;
  rig.submit(request);
  for (const event of rig.said.slice(before)) {
    if (event.kind === 'anomaly' && event.type === 'commandRefused') {
      return `refused ${event.detail.split(':')[0]}`;
    }
    if (event.kind === 'execution' && event.change.type === 'ended') {
      return `denied ${event.change.reason.split(':')[0]}`;
    }
    if (event.kind !== 'order' || event.order !== request.id) continue;
    if (event.change.type === 'denied') return `denied ${event.change.code}`;
    // What a price then does with one that waits here is its next moment, not this one.
    if (event.change.type === 'emulated') return 'taken';
  }
  return 'taken';
}

test.each(Object.entries(configs))(
  'at %s an assessment says what submitting then does, and changes nothing',
  (_, config) => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.array(lifeStep, { maxLength: 3 }), wish), { maxLength: 25 }),
        (steps) => {
          const rig = new ShardRig({ journal: new MemoryJournal('hash'), config }).open();
          for (const [life, wished] of steps) {
            for (const step of life) liveThrough(rig, step);
            rig.take({ kind: 'time', availableAt: rig.now });
            const request = requestOf(rig, wished);
            const now = toTimestamp(rig.now + STEP);
            const { trading } = rig;
            // What ends by itself in between is nobody's to foresee.
            if (trading.book.nextExpiry <= now || trading.nextWakeAt <= now) continue;
            const before = JSON.stringify(trading.exportState(), plainBigints);
            const touch = { bid: null, ask: null, mid2: null, at: now };
            const sender = { origin: HAND, strategy: null };
            const looked = { request: { ...request, link: null }, touch, now };
            const { refused, denied } = trading.view.assess(sender, looked);
            expect(JSON.stringify(trading.exportState(), plainBigints)).toBe(before);
            const said =
              refused === null
                ? denied === null
                  ? 'taken'
                  : `denied ${denied.code}`
                : `refused ${refused.code}`;
            expect(submitted(rig, request)).toBe(said);
          }
        },
      ),
      { numRuns: 150 },
    );
  },
);

function plainBigints(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}
