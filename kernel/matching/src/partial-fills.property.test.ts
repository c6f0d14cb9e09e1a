import { Hash128, toAccountId, toInstrumentId, toOrderId, toPrice, toQuantity } from 'argosy/core';
import { limitOf, type OrderRequest, type OrderTerms, type Quote } from 'argosy/domain';
import {
  oneTickSlippage,
  probabilisticFills,
  sizeAwareFills,
  squareRootImpact,
  volumeLimitedFills,
  volumeShareSlippage,
  type FillModel,
  type SlippageModel,
} from 'argosy/matching';
import { VenueRig, aBar, aQuote, anInstrument, anOrderRequest } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

type Step = {
  readonly instrument: string;
  readonly account: string;
  readonly action:
    | { readonly type: 'quote'; readonly bid: number; readonly size: number }
    | { readonly type: 'submit'; readonly request: Partial<OrderRequest> }
    | { readonly type: 'amend'; readonly qty: number }
    | { readonly type: 'cancel' };
};

const level = fc.integer({ min: 1_995, max: 2_005 }).map((steps) => toPrice(steps * 5));
const terms: fc.Arbitrary<OrderTerms> = fc.oneof(
  fc.constant({ type: 'market' } as const),
  level.map((limit) => ({ type: 'limit', limit }) as const),
  level.map((trigger) => ({ type: 'stopMarket', trigger }) as const),
  fc
    .tuple(level, level)
    .map(([trigger, limit]) => ({ type: 'stopLimit', trigger, limit }) as const),
);
const request = fc.record({
  side: fc.constantFrom('buy' as const, 'sell' as const),
  qty: fc.integer({ min: 1, max: 90 }).map(toQuantity),
  tif: fc.constantFrom('GTC' as const, 'DAY' as const, 'IOC' as const, 'FOK' as const),
  terms,
});
const quote = fc.record({ type: fc.constant('quote' as const), bid: level, size: fc.nat(60) });
const submit = fc.record({ type: fc.constant('submit' as const), request });
const amend = fc.record({ type: fc.constant('amend' as const), qty: fc.nat(120) });
const cancel = fc.constant({ type: 'cancel' } as const);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    instrument: fc.constantFrom('AAA', 'ZZZ'),
    account: fc.constantFrom('MAIN', 'OTHER'),
    action: fc.oneof(quote, quote, submit, submit, amend, cancel),
  }),
  { maxLength: 50 },
);

const always = sizeAwareFills({ rest: 'waits' });
const fillModels: readonly FillModel[] = [
  always,
  { ...always, fillsOnTouch: (stream) => stream.nextFloat() < 0.5 },
  sizeAwareFills({ rest: 'sweeps', ticksPerLevel: 1 }),
  volumeLimitedFills({ share: 0.3, roundToLot: false }),
  probabilisticFills({ limit: 0.5, slip: 0.5 }),
];
const slippages: readonly SlippageModel[] = [
  oneTickSlippage,
  volumeShareSlippage({ impact: 0.1, share: 0.5 }),
  squareRootImpact({ coefficient: 1, dailyVolume: 1_000, volatility: 0.02 }),
];
const models = fc.record({
  fills: fc.constantFrom(...fillModels),
  slippage: fc.constantFrom(...slippages),
});
type Models = { readonly fills: FillModel; readonly slippage: SlippageModel };

const aQuoteOf = (
  instrument: string,
  at: number,
  { bid, size }: { bid: number; size: number },
): Quote => {
  return {
    ...aQuote({ instrument, at, bid, ask: bid + 5 }),
    bidQty: toQuantity(size),
    askQty: toQuantity(size),
  };
};

type Played = { readonly rig: VenueRig; readonly sent: readonly OrderRequest[] };

function play(
  script: readonly Step[],
  options: Models,
  rename = (account: string) => account,
): Played {
  const instruments = ['AAA', 'ZZZ'].map((id) => anInstrument({ id: toInstrumentId(id) }));
  const rig = new VenueRig({ ...options, instruments });
  const sent: OrderRequest[] = [];
  script.forEach(({ instrument, account, action }, index) => {
    const at = (index + 1) * 10;
    const target = sent.findLast((one) => one.instrument === instrument);
    if (action.type === 'quote') rig.feed(aQuoteOf(instrument, at, action));
    if (action.type === 'submit') {
      const id = toOrderId(`0000TEST${String(index).padStart(6, '0')}`);
      const of = {
        id,
        instrument: toInstrumentId(instrument),
        account: toAccountId(rename(account)),
      };
      const order = anOrderRequest({ ...action.request, ...of });
      sent.push(order);
      rig.submit(order, at);
    }
    if (target !== undefined && action.type === 'amend') rig.amend(target, { qty: action.qty }, at);
    if (target !== undefined && action.type === 'cancel') rig.cancel(target, at);
  });
  for (const order of sent) rig.cancel(order, 100_000);
  rig.runUntil(100_000);
  return { rig, sent };
}

function hashOf(rig: VenueRig): string {
  const hash = new Hash128();
  const text = rig.reports.map((one) =>
    JSON.stringify(one, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)),
  );
  hash.update(new TextEncoder().encode(text.join('\n')));
  return hash.digest();
}

const filledOf = ({ rig }: Played, order: OrderRequest): number =>
  rig.reports.reduce((sum, { order: id, body }) => {
    return id === order.id && body.type === 'filled' ? sum + body.fill.qty : sum;
  }, 0);

describe('however orders fill in parts', () => {
  test('no order fills more than the quantity it last had', () => {
    fc.assert(
      fc.property(steps, models, (script, options) => {
        const played = play(script, options);
        for (const order of played.sent) {
          const quantities = played.rig.reports.flatMap(({ order: id, body }) =>
            id === order.id && body.type === 'updated' ? [body.qty] : [],
          );
          expect(filledOf(played, order)).toBeLessThanOrEqual(quantities.at(-1) ?? order.qty);
        }
      }),
    );
  });

  test('every order that is accepted ends once, and nothing is left working', () => {
    fc.assert(
      fc.property(steps, models, (script, options) => {
        const played = play(script, options);
        expect(played.rig.venue.openOrders()).toBe(0);
        for (const { id, qty: sentQty } of played.sent) {
          const bodies = played.rig.reports
            .filter((one) => one.order === id)
            .map((one) => one.body);
          const ends = bodies.filter(({ type }) =>
            ['canceled', 'expired', 'rejected'].includes(type),
          );
          const qty = bodies.findLast((one) => one.type === 'updated')?.qty ?? sentQty;
          const filled = bodies.reduce(
            (sum, one) => sum + (one.type === 'filled' ? one.fill.qty : 0),
            0,
          );
          expect(ends).toHaveLength(filled === qty ? 0 : 1);
        }
      }),
    );
  });

  test('a FOK order fills whole or not at all', () => {
    fc.assert(
      fc.property(steps, models, (script, options) => {
        const played = play(script, options);
        const isAmended = new Set(
          played.rig.reports.filter(({ body }) => body.type === 'updated').map((one) => one.order),
        );
        for (const order of played.sent) {
          if (order.tif !== 'FOK' || isAmended.has(order.id)) continue;
          expect([0, order.qty]).toContain(filledOf(played, order));
        }
      }),
    );
  });

  test('no fill is past its limit, off the tick or below one', () => {
    fc.assert(
      fc.property(steps, models, (script, options) => {
        const played = play(script, options);
        const limits = new Map(
          played.sent.map((one) => [one.id, 'limit' in one.terms ? one : null] as const),
        );
        for (const { order, body } of played.rig.reports) {
          if (body.type !== 'filled') continue;
          expect(body.fill.price % 5).toBe(0);
          expect(body.fill.price).toBeGreaterThanOrEqual(5);
          const one = limits.get(order);
          const worst = one ? limitOf(one.terms) : null;
          if (!one || worst === null) continue;
          const room = worst - body.fill.price;
          expect(one.side === 'buy' ? room : -room).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  test('trade ids of an order count its fills', () => {
    fc.assert(
      fc.property(steps, models, (script, options) => {
        const { rig, sent } = play(script, options);
        for (const { id } of sent) {
          const trades = rig.reports.flatMap(({ order, body }) =>
            order === id && body.type === 'filled' ? [body.fill.trade] : [],
          );
          expect(trades).toEqual(trades.map((_, index) => `${id}-${index + 1}`));
        }
      }),
    );
  });

  test('what is shown fills once: orders of a side never take more of it together', () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(0.3, 1), (script, share) => {
        const fills = volumeLimitedFills({ share, roundToLot: false });
        const { rig, sent } = play(script, { fills, slippage: oneTickSlippage });
        const orders = new Map(sent.map((one) => [one.id, one]));
        const taken = new Map<string, number>();
        for (const { order, body, eventAt } of rig.reports) {
          if (body.type !== 'filled') continue;
          const { instrument, side } = orders.get(order) ?? { instrument: '', side: '' };
          const shownAt = script.findLastIndex(
            (step, n) =>
              step.action.type === 'quote' &&
              step.instrument === instrument &&
              (n + 1) * 10 <= eventAt,
          );
          const key = `${shownAt} ${instrument} ${side}`;
          taken.set(key, (taken.get(key) ?? 0) + body.fill.qty);
        }
        for (const [key, qty] of taken) {
          const action = script[Number(key.split(' ')[0])]?.action;
          const size = action?.type === 'quote' ? action.size : 0;
          expect(qty).toBeLessThanOrEqual(Math.floor(size * share + 1e-9));
        }
      }),
    );
  });
});

describe('independence', () => {
  test('other instruments never change a report', () => {
    fc.assert(
      fc.property(steps, models, (script, options) => {
        // The other instrument's steps stay as gaps, so that ids and instants are the same.
        const all = play(script, options);
        const without = script.map((step) =>
          step.instrument === 'AAA' ? step : { ...step, action: { type: 'cancel' } as const },
        );
        const alone = play(without, options);
        const ids = new Set(alone.sent.map((one) => one.id));
        const among = all.rig.reports.filter((report) => ids.has(report.order));
        expect(among).toEqual(alone.rig.reports);
      }),
    );
  });

  test('what accounts are called changes no report but by chance', () => {
    const certain = models.filter(({ fills }) => fills === always || fills === fillModels[2]);
    const swap = (account: string): string => (account === 'MAIN' ? 'OTHER' : 'MAIN');
    fc.assert(
      fc.property(steps, certain, (script, options) => {
        expect(play(script, options, swap).rig.said()).toEqual(play(script, options).rig.said());
      }),
    );
  });

  test('the same script gives the same hash', () => {
    fc.assert(
      fc.property(steps, models, (script, options) => {
        expect(hashOf(play(script, options).rig)).toBe(hashOf(play(script, options).rig));
      }),
    );
  });
});

describe('bars', () => {
  const span = 90;
  const bars = fc.array(fc.tuple(level, level, level, level), { minLength: 5, maxLength: 5 });
  const orders = fc.array(fc.tuple(fc.nat(5 * span), request), { maxLength: 8 });

  test('fill the same in parts whether they were announced or not', () => {
    const lineOf = (rig: VenueRig): readonly string[] =>
      [...new Set(rig.reports.map((one) => one.order))]
        .toSorted()
        .flatMap((id) => rig.said(id).map((line) => `${id} ${line.replace(/@\d+/, '')}`));
    fc.assert(
      fc.property(bars, orders, models, (prices, timed, options) => {
        const data = prices.map(([open, close, one, two], n) => {
          const [high, low] = [Math.max(open, close, one, two), Math.min(open, close, one, two)];
          const times = { opensAt: n * span, at: (n + 1) * span };
          return { ...aBar({ open, close, high, low, ...times }), volume: toQuantity(150) };
        });
        const sorted = timed.toSorted(([a], [b]) => a - b);
        const run = (rig: VenueRig): VenueRig => {
          let next = 0;
          for (const datum of data) {
            for (; next < sorted.length && (sorted[next]?.[0] ?? 0) < datum.closesAt; next++) {
              const [at, change] = sorted[next] ?? [0, {}];
              rig.submit(anOrderRequest({ ...change, id: toOrderId(`0000TEST00000${next}`) }), at);
            }
            rig.feed(datum);
          }
          return rig;
        };
        const rigOf = (): VenueRig => new VenueRig({ ...options, fedBy: 'bars' });
        expect(lineOf(run(rigOf()))).toEqual(lineOf(run(rigOf().announce(...data))));
      }),
    );
  });
});
