import { assert, ledgerScaleOf, ledgerScales, type Money } from 'argosy/core';
import type { Instrument } from 'argosy/domain';

import { runBacktest } from '../backtest.ts';
import type { BacktestConfig } from '../config.ts';
import type { BacktestResult } from '../result.ts';

/** A run's results in columns for research: times in microseconds since 1970, amounts and prices as floats. */
export type RunColumns = {
  readonly result: BacktestResult;
  /** Of the first account, by id, after each bar, or minute without bars; in its own currency. */
  readonly equity: {
    readonly at: Float64Array;
    readonly equity: Float64Array;
    readonly cash: Float64Array;
  };
  /** Quantities below zero are sold; charges are in each fill's own currency. */
  readonly fills: {
    readonly at: Float64Array;
    readonly instrument: readonly string[];
    readonly qty: Float64Array;
    readonly price: Float64Array;
    readonly fee: Float64Array;
  };
  /** From flat to flat in one position; short ones have a quantity below zero; the net is after charges. */
  readonly trades: {
    readonly openedAt: Float64Array;
    readonly closedAt: Float64Array;
    readonly instrument: readonly string[];
    readonly qty: Float64Array;
    readonly net: Float64Array;
  };
};

/** The most rows of a column; a longer run belongs into files (`runToFiles`). */
const COLUMN_ROWS_MAX = 20_000_000;

/**
 * Runs a backtest and gives what it came to as typed arrays.
 *
 * @example
 * const { equity, trades } = runToColumns(config);
 * trades.net.filter((net) => net > 0).length; // winners
 */
export function runToColumns(config: BacktestConfig): RunColumns {
  const scales = ledgerScales(config.ledgerScales ?? {});
  const places = new Map<string, Instrument>(config.instruments.map((one) => [one.id, one]));
  const [account] = config.accounts.map(({ id }) => id).sort();
  const equity = { at: new Column(), equity: new Column(), cash: new Column() };
  const fills = { at: new Column(), qty: new Column(), price: new Column(), fee: new Column() };
  const trades = { at: new Column(), until: new Column(), qty: new Column(), net: new Column() };
  const [filled, traded]: [string[], string[]] = [[], []];
  const amount = (value: Money): number =>
    Number(value.amount) / 10 ** ledgerScaleOf(scales, value.currency);
  const sized = (id: string, side: string, qty: number): number => {
    const units = 10 ** (places.get(id)?.sizePrecision ?? 0);
    return (side === 'buy' || side === 'long' ? qty : -qty) / units;
  };
  const result = runBacktest(config, {
    equity: (sample) => {
      if (sample.kind !== 'bar' || sample.account !== account) return;
      equity.at.add(sample.at);
      equity.equity.add(amount(sample.equity));
      equity.cash.add(amount(sample.cash));
    },
    fill: ({ request: { instrument, side }, fill }) => {
      fills.at.add(fill.at);
      fills.qty.add(sized(instrument, side, fill.qty));
      fills.price.add(fill.price / 10 ** (places.get(instrument)?.pricePrecision ?? 0));
      fills.fee.add(amount(fill.fee));
      filled.push(instrument);
    },
    roundTrip: ({ instrument, side, openedAt, closedAt, qty, net }) => {
      trades.at.add(openedAt);
      trades.until.add(closedAt);
      trades.qty.add(sized(instrument, side, qty));
      trades.net.add(amount(net));
      traded.push(instrument);
    },
  });
  return {
    result,
    equity: { at: equity.at.values, equity: equity.equity.values, cash: equity.cash.values },
    fills: {
      at: fills.at.values,
      instrument: filled,
      qty: fills.qty.values,
      price: fills.price.values,
      fee: fills.fee.values,
    },
    trades: {
      openedAt: trades.at.values,
      closedAt: trades.until.values,
      instrument: traded,
      qty: trades.qty.values,
      net: trades.net.values,
    },
  };
}

/** A column that grows; twice as much room each time, up to the bound. */
class Column {
  #room = new Float64Array(1024);
  #rows = 0;

  add(value: number): void {
    if (this.#rows === this.#room.length) {
      assert(this.#rows < COLUMN_ROWS_MAX, 'a column of a run has reached its bound');
      const room = new Float64Array(Math.min(2 * this.#rows, COLUMN_ROWS_MAX));
      room.set(this.#room);
      this.#room = room;
    }
    this.#room[this.#rows] = value;
    this.#rows += 1;
  }

  get values(): Float64Array {
    return this.#room.slice(0, this.#rows);
  }
}
