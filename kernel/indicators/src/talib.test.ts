import { Random } from 'argosy/core';
import { init } from 'talib-web';
import { beforeAll, expect, test, vi } from 'vitest';

import type { Definition } from './base/definition.ts';
import { indicators } from './indicators.ts';

/** What is used of the WebAssembly module that TA-Lib was compiled to. */
type Module = {
  readonly HEAPF64: Float64Array;
  readonly HEAP32: Int32Array;
  _malloc(bytes: number): number;
  ccall(name: string, returns: 'number', types: readonly string[], args: readonly number[]): number;
};

/** A function of TA-Lib: its inputs and options, and which of our lines its outputs are. */
type Row = {
  readonly ta: string;
  readonly inputs: readonly Input[];
  readonly options: readonly number[];
  readonly outputs: readonly string[];
};
type Input = 'open' | 'high' | 'low' | 'close' | 'volume';

const ROWS = 400;
const DOUBLE = 8;
const close: readonly Input[] = ['close'];
const bar: readonly Input[] = ['high', 'low', 'close'];
const rows: Readonly<Record<string, Row>> = {
  sma: { ta: 'SMA', inputs: close, options: [30], outputs: ['sma'] },
  ema: { ta: 'EMA', inputs: close, options: [30], outputs: ['ema'] },
  wma: { ta: 'WMA', inputs: close, options: [30], outputs: ['wma'] },
  dema: { ta: 'DEMA', inputs: close, options: [30], outputs: ['dema'] },
  tema: { ta: 'TEMA', inputs: close, options: [30], outputs: ['tema'] },
  trima: { ta: 'TRIMA', inputs: close, options: [30], outputs: ['trima'] },
  kama: { ta: 'KAMA', inputs: close, options: [30], outputs: ['kama'] },
  t3: { ta: 'T3', inputs: close, options: [5, 0.7], outputs: ['t3'] },
  sum: { ta: 'SUM', inputs: close, options: [30], outputs: ['sum'] },
  highest: { ta: 'MAX', inputs: close, options: [30], outputs: ['highest'] },
  lowest: { ta: 'MIN', inputs: close, options: [30], outputs: ['lowest'] },
  variance: { ta: 'VAR', inputs: close, options: [5, 1], outputs: ['variance'] },
  standardDeviation: {
    ta: 'STDDEV',
    inputs: close,
    options: [5, 1],
    outputs: ['standardDeviation'],
  },
  trueRange: { ta: 'TRANGE', inputs: bar, options: [], outputs: ['trueRange'] },
  atr: { ta: 'ATR', inputs: bar, options: [14], outputs: ['atr'] },
  natr: { ta: 'NATR', inputs: bar, options: [14], outputs: ['natr'] },
  bollingerBands: {
    ta: 'BBANDS',
    inputs: close,
    options: [20, 2, 2, 0],
    outputs: ['upper', 'middle', 'lower'],
  },
  rsi: { ta: 'RSI', inputs: close, options: [14], outputs: ['rsi'] },
  macd: {
    ta: 'MACD',
    inputs: close,
    options: [12, 26, 9],
    outputs: ['macd', 'signal', 'histogram'],
  },
  momentum: { ta: 'MOM', inputs: close, options: [10], outputs: ['momentum'] },
  rateOfChange: { ta: 'ROC', inputs: close, options: [10], outputs: ['rateOfChange'] },
  williamsR: { ta: 'WILLR', inputs: bar, options: [14], outputs: ['williamsR'] },
  cci: { ta: 'CCI', inputs: bar, options: [14], outputs: ['cci'] },
  stochastic: { ta: 'STOCH', inputs: bar, options: [5, 3, 0, 3, 0], outputs: ['k', 'd'] },
  directionalMovement: { ta: 'DX', inputs: bar, options: [14], outputs: ['dx'] },
  midPrice: { ta: 'MIDPRICE', inputs: ['high', 'low'], options: [14], outputs: ['midPrice'] },
  onBalanceVolume: {
    ta: 'OBV',
    inputs: ['close', 'volume'],
    options: [],
    outputs: ['onBalanceVolume'],
  },
  accumulation: { ta: 'AD', inputs: [...bar, 'volume'], options: [], outputs: ['accumulation'] },
  balanceOfPower: { ta: 'BOP', inputs: ['open', ...bar], options: [], outputs: ['balanceOfPower'] },
  moneyFlowIndex: {
    ta: 'MFI',
    inputs: [...bar, 'volume'],
    options: [14],
    outputs: ['moneyFlowIndex'],
  },
  medianPrice: { ta: 'MEDPRICE', inputs: ['high', 'low'], options: [], outputs: ['medianPrice'] },
  typicalPrice: { ta: 'TYPPRICE', inputs: bar, options: [], outputs: ['typicalPrice'] },
  weightedClose: { ta: 'WCLPRICE', inputs: bar, options: [], outputs: ['weightedClose'] },
  averagePrice: {
    ta: 'AVGPRICE',
    inputs: ['open', 'high', 'low', 'close'],
    options: [],
    outputs: ['averagePrice'],
  },
  midPoint: { ta: 'MIDPOINT', inputs: close, options: [14], outputs: ['midPoint'] },
  aroon: { ta: 'AROON', inputs: ['high', 'low'], options: [14], outputs: ['down', 'up'] },
  cmo: { ta: 'CMO', inputs: close, options: [14], outputs: ['cmo'] },
  trix: { ta: 'TRIX', inputs: close, options: [30], outputs: ['trix'] },
  linearRegression: {
    ta: 'LINEARREG',
    inputs: close,
    options: [14],
    outputs: ['linearRegression'],
  },
  linearRegressionSlope: {
    ta: 'LINEARREG_SLOPE',
    inputs: close,
    options: [14],
    outputs: ['linearRegressionSlope'],
  },
  linearRegressionStart: {
    ta: 'LINEARREG_INTERCEPT',
    inputs: close,
    options: [14],
    outputs: ['linearRegressionStart'],
  },
  linearRegressionAngle: {
    ta: 'LINEARREG_ANGLE',
    inputs: close,
    options: [14],
    outputs: ['linearRegressionAngle'],
  },
  timeSeriesForecast: { ta: 'TSF', inputs: close, options: [14], outputs: ['timeSeriesForecast'] },
  ultimateOscillator: {
    ta: 'ULTOSC',
    inputs: bar,
    options: [7, 14, 28],
    outputs: ['ultimateOscillator'],
  },
  adxr: { ta: 'ADXR', inputs: bar, options: [14], outputs: ['adxr'] },
  chaikinOscillator: {
    ta: 'ADOSC',
    inputs: [...bar, 'volume'],
    options: [3, 10],
    outputs: ['chaikinOscillator'],
  },
  averageDeviation: { ta: 'AVGDEV', inputs: close, options: [14], outputs: ['averageDeviation'] },
  adx: { ta: 'ADX', inputs: bar, options: [14], outputs: ['adx'] },
};
/** Those that TA-Lib does not have, or not in the version that is compared with. */
const ours = ['hma', 'vwma', 'wilder', 'zlema'];

let module: Module;
beforeAll(async () => {
  // Where there is a `fetch` it would be asked for the file.
  vi.stubGlobal('fetch', undefined);
  module = (await init()) as Module;
  vi.unstubAllGlobals();
});

/** A walk with gaps and quiet stretches. */
function walk(): Readonly<Record<Input, Float64Array>> {
  const random = Random.fromSeed('talib');
  let price = 10_000;
  const bars = Array.from({ length: ROWS }, (_, at) => {
    const open = price + random.nextInt(at % 50 === 0 ? 900 : 30);
    price = Math.max(100, open + (at % 90 < 4 ? 0 : random.nextInt(201) - 100));
    const high = Math.max(open, price) + random.nextInt(60);
    const low = Math.max(1, Math.min(open, price) - random.nextInt(60));
    return { open, high, low, close: price, volume: (1 + random.nextInt(9_000)) * 100 };
  });
  const column = (name: Input): Float64Array => Float64Array.from(bars, (one) => one[name] / 100);
  return {
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  };
}

/** What TA-Lib gives, each output where it begins. */
function talib(row: Row, columns: Readonly<Record<Input, Float64Array>>): readonly Float64Array[] {
  const copyIn = (name: Input): number => {
    const pointer = module._malloc(ROWS * DOUBLE);
    module.HEAPF64.set(columns[name], pointer / DOUBLE);
    return pointer;
  };
  const [begin, count] = [module._malloc(4), module._malloc(4)];
  const outputs = row.outputs.map(() => module._malloc(ROWS * DOUBLE));
  const args = [0, ROWS - 1, ...row.inputs.map(copyIn), ...row.options, begin, count, ...outputs];
  const code = module.ccall(
    `TA_${row.ta}`,
    'number',
    args.map(() => 'number'),
    args,
  );
  expect(code).toBe(0);
  const [from, size] = [module.HEAP32[begin / 4] ?? 0, module.HEAP32[count / 4] ?? 0];
  return outputs.map((pointer) => {
    const line = new Float64Array(ROWS).fill(NaN);
    line.set(module.HEAPF64.slice(pointer / DOUBLE, pointer / DOUBLE + size), from);
    return line;
  });
}

function definitionOf(name: string): Definition {
  const found = indicators.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no indicator ${name}`);
  return found;
}

test.each(Object.entries(rows))(
  '%s gives what TA-Lib gives, from where TA-Lib gives it',
  (name, row) => {
    const columns = walk();
    const lines = definitionOf(name).over({ ...columns, value: columns.close });
    const theirs = talib(row, columns);
    for (const [place, output] of row.outputs.entries()) {
      for (const [at, expected] of (theirs[place] ?? new Float64Array()).entries()) {
        const found = lines[output]?.[at] ?? NaN;
        // Where it has several outputs, TA-Lib gives none of them before the last.
        if (Number.isNaN(expected) && row.outputs.length > 1) continue;
        const slack = 1e-9 * Math.max(1, Math.abs(expected));
        expect(
          Math.abs(found - expected) <= slack || Object.is(found, expected),
          `${output} at ${at}: ${found}, TA-Lib ${expected}`,
        ).toBe(true);
      }
    }
  },
);

test('each indicator is compared, or said to be none of TA-Lib’s', () => {
  const names = indicators.map(({ name }) => name).sort();
  expect([...Object.keys(rows), ...ours].sort()).toEqual(names);
});
