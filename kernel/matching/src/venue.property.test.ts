import { toInstrumentId, toMicros, toOrderId, toPrice, toQuantity } from 'argosy/core';
import { triggerOf, type OrderRequest, type OrderTerms, type Report } from 'argosy/domain';
import { noLatency, probabilisticFills } from 'argosy/matching';
import {
  ReferenceVenue,
  VenueRig,
  aBar,
  aQuote,
  aTrade,
  anInstrument,
  anOrderRequest,
  type RigOptions,
} from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

/** One thing that happens; its place in the script makes its order's id. */
type Step = {
  readonly gap: number;
  readonly instrument: string;
  readonly action:
    | { readonly type: 'quote'; readonly bid: number; readonly spread: number }
    | { readonly type: 'trade'; readonly price: number }
    | { readonly type: 'submit'; readonly request: Partial<OrderRequest> }
    | { readonly type: 'amend'; readonly back: number; readonly qty: number; readonly by: number }
    | { readonly type: 'cancel'; readonly back: number };
};
type Script = readonly (readonly [at: number, id: string, step: Step])[];

const level = fc.integer({ min: 1_990, max: 2_010 }).map((steps) => steps * 5);
const terms: fc.Arbitrary<OrderTerms> = fc.oneof(
  fc.constant({ type: 'market' } as const),
  level.map((price) => ({ type: 'limit', limit: toPrice(price) }) as const),
  level.map((price) => ({ type: 'stopMarket', trigger: toPrice(price) }) as const),
  fc
    .tuple(level, level)
    .map(
      ([trigger, limit]) =>
        ({ type: 'stopLimit', trigger: toPrice(trigger), limit: toPrice(limit) }) as const,
    ),
);
const request: fc.Arbitrary<Partial<OrderRequest>> = fc.record({
  side: fc.constantFrom('buy', 'sell'),
  qty: fc.integer({ min: 1, max: 50 }).map(toQuantity),
  tif: fc.constantFrom('GTC', 'DAY', 'IOC', 'FOK'),
  terms,
});
const quote = fc.record({
  type: fc.constant('quote' as const),
  bid: level,
  spread: fc.integer({ min: 0, max: 3 }).map((steps) => steps * 5),
});
const trade = fc.record({ type: fc.constant('trade' as const), price: level });
const submit = fc.record({ type: fc.constant('submit' as const), request });
const amend = fc.record({
  type: fc.constant('amend' as const),
  back: fc.nat(6),
  qty: fc.nat(60),
  by: fc.integer({ min: -3, max: 3 }).map((steps) => steps * 5),
});
const cancel = fc.record({ type: fc.constant('cancel' as const), back: fc.nat(6) });
const stepOf = (...actions: readonly fc.Arbitrary<Step['action']>[]): fc.Arbitrary<Step> =>
  fc.record({
    gap: fc.integer({ min: 1, max: 50 }),
    instrument: fc.constantFrom('AAA', 'MMM', 'ZZZ'),
    action: fc.oneof(...actions),
  });
const scriptOf = (step: fc.Arbitrary<Step>): fc.Arbitrary<Script> =>
  fc.array(step, { maxLength: 60 }).map((steps) => {
    let at = 0;
    return steps.map((one, index) => {
      at += one.gap;
      return [at, `0000TEST${String(index).padStart(6, '0')}`, one] as const;
    });
  });
const script = scriptOf(stepOf(quote, quote, trade, submit, amend, cancel));

const fills = probabilisticFills({ limit: 0.5, slip: 0.5 });
const models: RigOptions = {
  latency: { ...noLatency, insert: toMicros(9), cancel: toMicros(4), jitter: toMicros(20) },
  fills,
  fedBy: 'quotesAndTrades',
};
const names = ['AAA', 'MMM', 'ZZZ'];
const toInstruments = (ids: readonly string[]) =>
  ids.map((id) => anInstrument({ id: toInstrumentId(id) }));

/** After the last step of any script. */
const end = 4_000;

/** Plays a script, then cancels whatever is left. */
function play(steps: Script, options: RigOptions = {}): VenueRig {
  const rig = new VenueRig({ ...models, instruments: toInstruments(names), ...options });
  const sent: OrderRequest[] = [];
  for (const [at, id, step] of steps) {
    const { instrument, action } = step;
    const target = sent.filter((one) => one.instrument === instrument).at(-1 - backOf(step));
    if (action.type === 'quote') {
      rig.feed(aQuote({ instrument, at, bid: action.bid, ask: action.bid + action.spread }));
    } else if (action.type === 'trade') {
      rig.feed(aTrade({ instrument, at, price: action.price }));
    } else if (action.type === 'submit') {
      const order = {
        ...action.request,
        id: toOrderId(id),
        instrument: toInstrumentId(instrument),
      };
      sent.push(anOrderRequest(order));
      rig.submit(anOrderRequest(order), at);
    } else if (target !== undefined && action.type === 'cancel') {
      rig.cancel(target, at);
    } else if (target !== undefined && action.type === 'amend') {
      rig.amend(target, { qty: action.qty, terms: shift(target.terms, action.by) }, at);
    }
  }
  for (const order of sent) rig.cancel(order, end);
  return rig.runUntil(end + 1_000);
}

function backOf({ action }: Step): number {
  return 'back' in action ? action.back : 0;
}

function shift(old: OrderTerms, by: number): OrderTerms {
  if (old.type === 'limit') return { type: 'limit', limit: toPrice(old.limit + by) };
  const trigger = triggerOf(old);
  return trigger === null ? old : { type: 'stopMarket', trigger: toPrice(trigger + by) };
}

function byOrder(reports: readonly Report[]): ReadonlyMap<string, readonly Report[]> {
  return Map.groupBy(reports, (report) => report.order);
}

const terminal = new Set(['rejected', 'canceled', 'expired', 'filled']);
const of = (steps: Script, instrument: string): Script =>
  steps.filter(([, , step]) => step.instrument === instrument);

describe('whatever happens', () => {
  test('no order fills more than its quantity', () => {
    fc.assert(
      fc.property(script, (steps) => {
        for (const reports of byOrder(play(steps).reports).values()) {
          const bodies = reports.map((report) => report.body);
          const filled = bodies.reduce(
            (sum, one) => sum + (one.type === 'filled' ? one.fill.qty : 0),
            0,
          );
          expect(filled).toBeLessThanOrEqual(60);
          expect(bodies.filter((one) => one.type === 'filled').length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('every accepted order ends in exactly one terminal report, and nothing follows but refusals', () => {
    fc.assert(
      fc.property(script, (steps) => {
        for (const reports of byOrder(play(steps).reports).values()) {
          const types: string[] = reports.map((report) => report.body.type);
          if (!types.includes('accepted')) continue;
          expect(types.filter((type) => terminal.has(type))).toHaveLength(1);
          const after = types.slice(types.findIndex((type) => terminal.has(type)) + 1);
          expect(after.filter((type) => !type.endsWith('Rejected'))).toEqual([]);
        }
      }),
    );
  });

  test('no order works at the end', () => {
    fc.assert(fc.property(script, (steps) => play(steps).venue.openOrders() === 0));
  });

  test('reports come in the order of time', () => {
    fc.assert(
      fc.property(script, (steps) => {
        const times = play(steps).reports.map((report) => report.eventAt);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
      }),
    );
  });
});

describe('independence', () => {
  test('other instruments never change a report', () => {
    fc.assert(
      fc.property(script, fc.constantFrom(...names), (steps, instrument) => {
        const alone = play(of(steps, instrument), { instruments: toInstruments([instrument]) });
        const ids = new Set(of(steps, instrument).map(([, id]) => id));
        const among = play(steps).reports.filter((report) => ids.has(report.order));
        expect(byOrder(among)).toEqual(byOrder(alone.reports));
      }),
    );
  });

  test('another order of the instrument never changes a report', () => {
    fc.assert(
      fc.property(scriptOf(stepOf(quote, trade, submit)), fc.nat(60), (steps, dropped) => {
        const [, gone] = steps[dropped] ?? [0, ''];
        const kept = steps.filter(([, id, step]) => id !== gone || step.action.type !== 'submit');
        const rest = play(steps).reports.filter((report) => report.order !== gone);
        expect(byOrder(rest)).toEqual(byOrder(play([...kept]).reports));
      }),
    );
  });

  test('the order in which instruments are registered changes nothing', () => {
    const permutation = fc.shuffledSubarray(names, { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(script, permutation, (steps, order) => {
        const permuted = play(steps, { instruments: toInstruments(order) });
        expect(permuted.reports).toEqual(play(steps).reports);
      }),
    );
  });

  test('how instruments sort changes no order’s reports', () => {
    const swapped: Readonly<Record<string, string>> = { AAA: 'ZZZ', MMM: 'MMM', ZZZ: 'AAA' };
    fc.assert(
      fc.property(script, (steps) => {
        const renamed = steps.map(([at, id, step]) => {
          return [at, id, { ...step, instrument: swapped[step.instrument] ?? '' }] as const;
        });
        const ids = steps.map(([, id]) => id);
        const [one, other] = [play(renamed), play(steps)];
        expect(ids.map((id) => one.said(id))).toEqual(ids.map((id) => other.said(id)));
      }),
    );
  });
});

test('a naive venue says the same of quotes, market, limit and stop orders', () => {
  fc.assert(
    fc.property(scriptOf(stepOf(quote, quote, submit)), (steps) => {
      const rig = new VenueRig({ instruments: toInstruments(['AAA']) });
      const reference = new ReferenceVenue();
      for (const [at, id, { action }] of steps) {
        if (action.type === 'quote') {
          const [bid, ask] = [action.bid, action.bid + action.spread];
          rig.feed(aQuote({ instrument: 'AAA', at, bid, ask }));
          reference.onQuote(bid, ask, at);
        } else if (action.type === 'submit') {
          const instrument = toInstrumentId('AAA');
          const order = anOrderRequest({ ...action.request, id: toOrderId(id), instrument });
          rig.submit(order, at).runUntil(at);
          reference.submit(order, at);
        }
      }
      expect(rig.said()).toEqual(reference.said);
    }),
  );
});

describe('bars', () => {
  const span = 90;
  const bar = fc.tuple(level, level, level, level).map(([open, close, one, two]) => ({
    open,
    close,
    high: Math.max(open, close, one, two),
    low: Math.min(open, close, one, two),
  }));
  const orders = fc.array(fc.tuple(fc.nat(5 * span), request), { maxLength: 8 });
  const policies = fc.record({
    fillAt: fc.constantFrom('nextOpen' as const, 'thisClose' as const),
    path: fc.constantFrom('OHLC' as const, 'OLHC' as const, 'adaptive' as const),
  });
  const untimed = (rig: VenueRig): ReadonlyMap<string, readonly string[]> =>
    new Map(
      [...byOrder(rig.reports).keys()].map((id) => [
        id,
        rig.said(id).map((line) => line.replace(/@\d+/, '')),
      ]),
    );

  test('fill the same at the same prices whether they were announced or not', () => {
    const bars = fc.array(bar, { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(bars, orders, policies, (prices, timed, policy) => {
        const data = prices.map((one, n) =>
          aBar({ ...one, opensAt: n * span, at: (n + 1) * span }),
        );
        const sorted = timed.toSorted(([a], [b]) => a - b);
        const options = { fedBy: 'bars', bars: policy, fills } as const;
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
        const announced = run(new VenueRig(options).announce(...data));
        expect(untimed(run(new VenueRig(options)))).toEqual(untimed(announced));
      }),
    );
  });
});
