import { aQuote, anInstrument } from '@argosy/testkit';
import {
  arraySource,
  Backtest,
  cashAccount,
  runBacktest,
  type BacktestConfig,
  type FillRow,
  type VenueModels,
} from 'argosy/backtest';
import {
  MICROS_PER_DAY,
  money,
  toAccountId,
  toCurrency,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import { volumeLimitedFills } from 'argosy/matching';
import { expect, it } from 'vitest';

import { EmaCross } from './ema-cross.ts';

const instrument = anInstrument();

function configOf(
  mids: readonly number[],
  changes: Partial<BacktestConfig> = {},
  { fast = 1, every = 1_000_000 }: { readonly fast?: number; readonly every?: number } = {},
): BacktestConfig {
  const quotes = mids.map((mid, place) => {
    const at = toTimestamp(every * (place + 1));
    const [bid, ask] = [toPrice(mid - 5), toPrice(mid + 5)];
    return { ...aQuote(), bid, ask, eventAt: at, availableAt: at, sourceSequence: place };
  });
  const parameters = { instrument: instrument.id, fast, slow: 2, quantity: '10' };
  return {
    instruments: [instrument],
    sources: [arraySource('quotes', quotes)],
    accounts: [cashAccount(toAccountId('A1'), money(100_000_000n, toCurrency('INR')))],
    strategies: [{ id: 'ema', strategy: EmaCross, parameters, account: 'A1' }],
    ...changes,
  };
}

function fillsOver(
  mids: readonly number[],
  { venue = {}, fast = 1 }: { readonly venue?: VenueModels; readonly fast?: number } = {},
): readonly string[] {
  const fills: string[] = [];
  const fill = ({ request, fill: made }: FillRow): void => {
    fills.push(`${made.at / 1_000_000} ${request.side} ${made.qty} @ ${made.price}`);
  };
  runBacktest(configOf(mids, { venue }, { fast }), { fill });
  return fills;
}

/** What becomes of its orders, with the number of the quote, and what it keeps at the end. */
function play(
  config: BacktestConfig,
  every = 1_000_000,
): { readonly lines: readonly string[]; readonly state: unknown } {
  const lines: string[] = [];
  const run = new Backtest(config, {
    event: (event) => {
      if (event.kind !== 'order' || /submitted|accepted/.test(event.change.type)) return;
      lines.push(`${event.at / every} ${event.change.type}`);
    },
  });
  while (run.advance(100) === 'running');
  return { lines, state: run.exportStates().get('ema') };
}

it('buys at the ask when the fast average crosses over, sells at the bid when it falls back', () => {
  expect(fillsOver([10_000, 10_000, 10_100, 10_200, 10_000])).toEqual([
    '3 buy 10 @ 10105',
    '5 sell 10 @ 9995',
  ]);
});

it('does nothing before the slow average is ready', () => {
  expect(fillsOver([10_000])).toEqual([]);
});

it('never sells what it does not hold', () => {
  expect(fillsOver([10_000, 9_900, 9_800, 9_700])).toEqual([]);
});

it('sells what a partly filled buy has brought, and no more', () => {
  const fills = fillsOver([10_000, 10_000, 10_100, 10_200, 9_900, 9_800, 9_700, 9_600], {
    venue: { fills: volumeLimitedFills({ share: 0.01, roundToLot: false }) },
  });
  expect(fills).toEqual([
    '3 buy 1 @ 10105',
    '4 buy 1 @ 10205',
    '5 buy 1 @ 9905',
    '6 sell 1 @ 9795',
    '7 sell 1 @ 9695',
    '8 sell 1 @ 9595',
  ]);
});

const least = { default: toQuantity(5), byInstrument: new Map() };
const limits = { maxOrderQty: least };

it('sends an order that is refused again at the next cross, and not before', () => {
  const mids = [10_000, 10_000, 10_100, 10_200, 10_300, 10_000, 9_900, 10_200, 10_300];
  const { lines } = play(configOf(mids, { limits }));
  expect(lines).toEqual(['3 initialized', '3 denied', '8 initialized', '8 denied']);
});

it('waits for the next cross after a restart too', () => {
  const { state } = play(configOf([10_000, 10_000, 10_100], { limits }));
  const config = configOf([10_200, 10_300, 10_000, 10_300]);
  const strategies = config.strategies.map((strategy) => ({ ...strategy, state }));
  expect(play({ ...config, strategies }).lines).toEqual(['4 initialized', '4 filled']);
});

it('buys at once where it was cut while it held something, which a new run does not', () => {
  const { state } = play(configOf([10_000, 10_000, 10_100]));
  const config = configOf([10_200, 10_300]);
  const strategies = config.strategies.map((strategy) => ({ ...strategy, state }));
  expect(play({ ...config, strategies }).lines).toEqual(['1 initialized', '1 filled']);
});

it('keeps what a buy has brought by the end of the day, and sells the rest of a sell on the next', () => {
  // One unit fills at a quote, and a quote comes every six hours.
  const venue = { fills: volumeLimitedFills({ share: 0.01, roundToLot: false }) };
  const mids = [10_000, 10_100, 10_200, 10_200, 10_200, 10_200, 9_900, 9_900, 9_900];
  const every = MICROS_PER_DAY / 4;
  const { lines } = play(configOf(mids, { venue }, { every }), every);
  expect(lines.join(', ')).toBe(
    '2 initialized, 2 filled, 3 filled, 4 expired, ' +
      '7 initialized, 7 filled, 8 expired, 9 initialized, 9 filled',
  );
});

it('refuses a fast average that is no faster than the slow one', () => {
  expect(() => fillsOver([10_000], { fast: 2 })).toThrow('fast is 2, expected below slow');
});
