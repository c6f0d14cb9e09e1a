import type { ChainPlan } from './chains.ts';

const months = ['2026-11-24', '2026-12-29', '2027-01-25'];
const weeks = ['2026-11-24', '2026-12-01', '2026-12-08', '2026-12-15', '2026-12-22', '2026-12-29'];
const bseMonths = ['2026-11-26', '2026-12-31', '2027-01-28'];
const bseWeeks = [
  '2026-11-26',
  '2026-12-03',
  '2026-12-10',
  '2026-12-17',
  '2026-12-24',
  '2026-12-31',
];
const far = ['2027-01-25', '2027-03-30', '2027-06-29', '2027-12-28'];
const currencyMonths = ['2026-11-26', '2026-12-29', '2027-01-27'];

/** Where the options of the shares that queries name have their middle; the others have invented ones. */
const middles: Readonly<Record<string, number>> = {
  RELIANCE: 2_900,
  TCS: 4_000,
  INFY: 1_800,
  HDFCBANK: 1_700,
  ICICIBANK: 1_250,
  SBIN: 800,
  ITC: 480,
  LT: 3_600,
  TATASTEEL: 150,
  'M&M': 3_000,
  'BAJAJ-AUTO': 9_500,
  MARUTI: 12_000,
  WIPRO: 560,
  AXISBANK: 1_150,
  KOTAKBANK: 1_800,
  TITAN: 3_400,
  SUNPHARMA: 1_800,
};

type Line = readonly [
  underlying: string,
  middle: number,
  step: number,
  strikes: number,
  liquidity: number,
];

const indexLines: readonly Line[] = [
  ['NIFTY', 24_500, 50, 60, 9e9],
  ['BANKNIFTY', 52_000, 100, 60, 5e9],
  ['FINNIFTY', 26_000, 50, 40, 5e8],
  ['MIDCPNIFTY', 13_000, 25, 40, 4e8],
  ['NIFTYNXT50', 68_000, 100, 20, 2e7],
  ['SENSEX', 80_000, 100, 60, 4e9],
  ['BANKEX', 59_000, 100, 20, 1e8],
];
const oil = ['2026-12-18', '2027-01-19', '2027-02-19'];
const gas = ['2026-11-24', '2026-12-28', '2027-01-26'];
const gold = ['2026-12-04', '2027-02-05', '2027-04-05'];
const silver = ['2026-12-04', '2027-03-05', '2027-05-05'];
const metals = ['2026-11-30', '2026-12-31', '2027-01-29'];
const commodityLines: readonly (readonly [
  ...Line,
  futures: readonly string[],
  options: readonly string[],
])[] = [
  ['CRUDEOIL', 5_800, 50, 30, 3e9, oil, ['2026-12-16', '2027-01-14']],
  ['CRUDEOILM', 5_800, 50, 20, 8e8, oil, ['2026-12-16']],
  ['NATURALGAS', 280, 5, 20, 2e9, gas, ['2026-12-23']],
  ['NATGASMINI', 280, 5, 0, 5e8, gas, []],
  ['GOLD', 76_000, 100, 20, 4e9, gold, ['2026-11-27']],
  ['GOLDM', 76_000, 100, 0, 1e9, gold, []],
  ['GOLDPETAL', 7_600, 10, 0, 1e8, metals, []],
  ['GOLDGUINEA', 61_000, 10, 0, 5e7, metals, []],
  ['SILVER', 92_000, 500, 20, 3e9, silver, ['2026-11-26']],
  ['SILVERM', 92_000, 500, 0, 9e8, silver, []],
  ['SILVERMIC', 92_000, 500, 0, 3e8, silver, []],
  ['COPPER', 820, 5, 0, 5e8, metals, []],
  ['ZINC', 280, 5, 0, 2.5e8, metals, []],
  ['ALUMINIUM', 240, 5, 0, 2e8, metals, []],
  ['LEAD', 180, 5, 0, 1.5e8, metals, []],
  ['NICKEL', 1_400, 5, 0, 1e8, metals, []],
  ['COTTONCNDY', 55_000, 5, 0, 8e7, metals, []],
  ['MENTHAOIL', 920, 5, 0, 7e7, metals, []],
];

/** The chains on the indices of both exchanges, with so many times the usual strikes. */
export function indexPlans(times: number): readonly ChainPlan[] {
  return indexLines.map(([underlying, middle, step, strikes, liquidity]) => {
    const dates = indexDates(underlying);
    return {
      ...dates,
      underlying,
      name: underlying,
      middle,
      step,
      strikes: Math.round(strikes * times),
      liquidity,
    };
  });
}

function indexDates(underlying: string): Pick<ChainPlan, 'exchange' | 'futures' | 'options'> {
  if (underlying === 'SENSEX') return { exchange: 'BFO', futures: bseMonths, options: bseWeeks };
  if (underlying === 'BANKEX') return { exchange: 'BFO', futures: bseMonths, options: bseMonths };
  const options =
    underlying === 'NIFTY' ? [...weeks, ...far] : [...months.slice(0, 2), '2027-03-30'];
  return { exchange: 'NFO', futures: months, options };
}

/** Futures, and options where there are some, of the commodity exchange. */
export function commodityPlans(): readonly ChainPlan[] {
  return commodityLines.map(([underlying, middle, step, strikes, liquidity, futures, options]) => ({
    exchange: 'MCX',
    underlying,
    name: underlying,
    middle,
    step,
    strikes,
    liquidity,
    futures,
    options,
  }));
}

/** Futures and options on currencies. */
export function currencyPlans(): readonly ChainPlan[] {
  return [
    ['USDINR', 84.5],
    ['EURINR', 91.5],
    ['GBPINR', 107.5],
    ['JPYINR', 55.5],
  ].map(([pair = '', middle = 0], at) => ({
    exchange: 'CDS',
    underlying: String(pair),
    name: String(pair),
    futures: currencyMonths,
    options: currencyMonths.slice(0, 2),
    middle: Number(middle),
    step: 0.25,
    strikes: 12,
    liquidity: 1e9 / (at + 1),
  }));
}

/** The chain on a share, the larger ones with the dearer options. */
export function sharePlan({
  symbol,
  name,
  at,
  strikes,
}: {
  readonly symbol: string;
  readonly name: string;
  readonly at: number;
  readonly strikes: number;
}): ChainPlan {
  const middle = middles[symbol] ?? 100 * (3 + ((at * 7) % 40));
  const step = middle >= 2_000 ? 20 : middle >= 500 ? 10 : 5;
  return {
    exchange: 'NFO',
    underlying: symbol,
    name,
    futures: months,
    options: months,
    middle,
    step,
    strikes,
    liquidity: Math.round(8e8 / (at + 1)),
  };
}
