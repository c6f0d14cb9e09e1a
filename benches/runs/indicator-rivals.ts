import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { Series } from '../data/indicator-series.ts';

/** A rival: what it is called, and by the name of our indicator how it does the same over a series. */
export type Rival = {
  readonly name: string;
  readonly runs: Readonly<Record<string, () => unknown>>;
};

type Callable = (...args: readonly unknown[]) => unknown;
type Made = new (...args: readonly unknown[]) => object;
type Streamed = { update(value: unknown, replace: boolean): unknown };

/** The series as lists, which all of them read; made before the clock starts. */
type Lists = Readonly<Record<keyof Series, number[]>>;

/** The packages in a folder of node_modules; those that are not there are left out. */
export async function rivalsFrom(folder: string, series: Series): Promise<readonly Rival[]> {
  const load = createRequire(join(folder, 'here.js'));
  const lists: Lists = {
    open: [...series.open],
    high: [...series.high],
    low: [...series.low],
    close: [...series.close],
    volume: [...series.volume],
  };
  const all = [
    technicalIndicators(load, lists),
    indicatorTs(load, lists),
    ixjb94(load, lists),
    await tradingSignals(folder, lists),
  ];
  return all;
}

/** A function or class of a module that comes without types. */
function member(module: unknown, name: string): unknown {
  const found: unknown = Reflect.get(Object(module), name);
  if (typeof found !== 'function') throw new Error(`the rival has no ${name}`);
  return found;
}

function technicalIndicators(load: NodeJS.Require, lists: Lists): Rival {
  const module: unknown = load('technicalindicators');
  const { high, low, close, volume } = lists;
  const run = (name: string, input: object) => (): unknown =>
    (Reflect.get(Object(member(module, name)), 'calculate') as Callable)(input);
  const bars = { high, low, close };
  return {
    name: 'technicalindicators',
    runs: {
      sma: run('SMA', { values: close, period: 30 }),
      ema: run('EMA', { values: close, period: 30 }),
      wma: run('WMA', { values: close, period: 30 }),
      rsi: run('RSI', { values: close, period: 14 }),
      macd: run('MACD', {
        values: close,
        fastPeriod: 12,
        slowPeriod: 26,
        signalPeriod: 9,
        SimpleMAOscillator: false,
        SimpleMASignal: false,
      }),
      bollingerBands: run('BollingerBands', { values: close, period: 20, stdDev: 2 }),
      atr: run('ATR', { ...bars, period: 14 }),
      adx: run('ADX', { ...bars, period: 14 }),
      stochastic: run('Stochastic', { ...bars, period: 5, signalPeriod: 3 }),
      cci: run('CCI', { ...bars, period: 14 }),
      williamsR: run('WilliamsR', { ...bars, period: 14 }),
      rateOfChange: run('ROC', { values: close, period: 10 }),
      onBalanceVolume: run('OBV', { close, volume }),
      moneyFlowIndex: run('MFI', { ...bars, volume, period: 14 }),
    },
  };
}

function indicatorTs(load: NodeJS.Require, { high, low, close, volume }: Lists): Rival {
  const module: unknown = load('indicatorts');
  const run =
    (name: string, ...args: readonly unknown[]) =>
    (): unknown =>
      (member(module, name) as Callable)(...args);
  return {
    name: 'indicatorts',
    runs: {
      sma: run('sma', close, { period: 30 }),
      ema: run('ema', close, { period: 30 }),
      rsi: run('rsi', close, { period: 14 }),
      macd: run('macd', close, { fast: 12, slow: 26, signal: 9 }),
      bollingerBands: run('bb', close, { period: 20 }),
      atr: run('atr', high, low, close, { period: 14 }),
      stochastic: run('stoch', high, low, close, { kPeriod: 5, dPeriod: 3 }),
      cci: run('cci', high, low, close, { period: 14 }),
      williamsR: run('willr', high, low, close, { period: 14 }),
      rateOfChange: run('roc', close, { period: 10 }),
      onBalanceVolume: run('obv', close, volume),
      moneyFlowIndex: run('mfi', high, low, close, volume, { period: 14 }),
    },
  };
}

function ixjb94(load: NodeJS.Require, { high, low, close, volume }: Lists): Rival {
  const module: unknown = load('@ixjb94/indicators');
  const made = new (member(module, 'IndicatorsSync') as Made)();
  const run =
    (name: string, ...args: readonly unknown[]) =>
    (): unknown =>
      (Reflect.get(made, name) as Callable).apply(made, [...args]);
  return {
    name: '@ixjb94/indicators',
    runs: {
      sma: run('sma', close, 30),
      ema: run('ema', close, 30),
      wma: run('wma', close, 30),
      rsi: run('rsi', close, 14),
      macd: run('macd', close, 12, 26, 9),
      bollingerBands: run('bbands', close, 20, 2),
      atr: run('atr', high, low, close, 14),
      adx: run('adx', high, low, 14),
      stochastic: run('stoch', high, low, close, 5, 3, 3),
      cci: run('cci', high, low, close, 14),
      williamsR: run('willr', high, low, close, 14),
      rateOfChange: run('roc', close, 10),
      onBalanceVolume: run('obv', close, volume),
      moneyFlowIndex: run('mfi', high, low, close, volume, 14),
    },
  };
}

/** It takes one price or bar after the other, so a batch is a loop; the bars are objects, made before. */
async function tradingSignals(folder: string, { high, low, close, volume }: Lists): Promise<Rival> {
  const path = join(folder, 'node_modules/trading-signals/dist/index.js');
  const module: unknown = await import(path);
  const bars = close.map((last, row) => ({
    high: high[row],
    low: low[row],
    close: last,
    open: last,
    volume: volume[row],
  }));
  const make = (name: string, ...args: readonly unknown[]): object =>
    new (member(module, name) as Made)(...args);
  const run = (inputs: readonly unknown[], of: () => object) => (): unknown => {
    const made = of() as Streamed;
    for (const input of inputs) made.update(input, false);
    return made;
  };
  return {
    name: 'trading-signals',
    runs: {
      sma: run(close, () => make('SMA', 30)),
      ema: run(close, () => make('EMA', 30)),
      wma: run(close, () => make('WMA', 30)),
      rsi: run(close, () => make('RSI', 14)),
      macd: run(close, () => make('MACD', make('EMA', 12), make('EMA', 26), make('EMA', 9))),
      bollingerBands: run(close, () => make('BollingerBands', 20, 2)),
      atr: run(bars, () => make('ATR', 14)),
      adx: run(bars, () => make('ADX', 14)),
      stochastic: run(bars, () =>
        make('StochasticOscillator', { kPeriod: 5, dPeriod: 3, kSlowingPeriod: 3 }),
      ),
      cci: run(bars, () => make('CCI', 14)),
      rateOfChange: run(close, () => make('ROC', 10)),
    },
  };
}
