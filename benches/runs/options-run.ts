/**
 * Options: price with five Greeks into one record, and implied volatility, over a chain of all strikes and times
 * on a thing paid for now. Beside it the npm packages black-scholes, greeks and implied-volatility on the same chain.
 * `node … options-run.ts [folder of the rivals' node_modules]` prints one line of JSON.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { Random, unwrap } from 'argosy/core';
import {
  emptyGreeks,
  greeksBlackScholes,
  impliedVolatilityBlackScholes,
  priceBlackScholes,
  type SpotOption,
} from 'argosy/quant';

/** Nanoseconds an option: the least and the middle of so many rounds over the chain. */
export type OptionTimes = { readonly least: number; readonly median: number };
/** One who prices, and how far the volatility that comes back is from the one that went in, at most. */
export type OptionFigures = {
  readonly greeks: OptionTimes;
  readonly volatility: OptionTimes;
  readonly volatilityError: number;
};
/** What a run prints. */
export type OptionsReport = {
  readonly options: number;
  readonly rounds: number;
  readonly ours: OptionFigures;
  readonly rival: OptionFigures | null;
};

type Priced = SpotOption & { readonly price: number };
type Terms = readonly [number, number, number, number, number, 'call' | 'put'];
type RivalModules = {
  readonly price: { blackScholes(...terms: Terms): number };
  readonly greeks: Readonly<
    Record<'getDelta' | 'getGamma' | 'getVega' | 'getTheta' | 'getRho', (...terms: Terms) => number>
  >;
  readonly volatility: {
    getImpliedVolatility(price: number, ...rest: readonly [...QuoteTerms]): number;
  };
};
type QuoteTerms = readonly [number, number, number, number, 'call' | 'put'];

const OPTIONS = 4_096;
const ROUNDS = 60;
const RIVAL_ROUNDS = 3;
/** The rivals are looked at over a part of the chain, so that a run stays short. */
const RIVAL_EVERY = 8;

const chain = makeChain();
const [, , folder = ''] = process.argv;
const report: OptionsReport = {
  options: OPTIONS,
  rounds: ROUNDS,
  ours: measureOurs(),
  rival: folder === '' ? null : measureRival(load(folder)),
};
console.log(JSON.stringify(report));

/** To three deviations of the money both ways, a week to two years, 8 to 60 %: each price knows its volatility. */
function makeChain(): readonly Priced[] {
  const random = Random.fromSeed('options');
  const between = (low: number, high: number): number =>
    low + ((high - low) * random.nextInt(1_000_001)) / 1_000_000;
  return Array.from({ length: OPTIONS }, (_, at) => {
    const [years, volatility] = [between(0.02, 2), between(0.08, 0.6)];
    const option: SpotOption = {
      right: at % 2 === 0 ? 'call' : 'put',
      spot: 100,
      strike: 100 * Math.exp(between(-3, 3) * volatility * Math.sqrt(years)),
      years,
      volatility,
      rate: 0.05,
      yieldRate: 0,
    };
    return { ...option, price: priceBlackScholes(option) };
  });
}

function measureOurs(): OptionFigures {
  const into = emptyGreeks();
  let sum = 0;
  const greeks = timesOf(chain, ROUNDS, (option) => {
    greeksBlackScholes(option, into);
    sum += into.price + into.delta + into.gamma + into.vega + into.theta + into.rho;
  });
  const solve = (option: Priced): number => unwrap(impliedVolatilityBlackScholes(option));
  const volatility = timesOf(chain, ROUNDS, (option) => {
    sum += solve(option);
  });
  checkSum(sum);
  return { greeks, volatility, volatilityError: errorOf(chain, solve) };
}

function measureRival({ price, greeks: of, volatility: by }: RivalModules): OptionFigures {
  const some = chain.filter((_, at) => at % RIVAL_EVERY === 0);
  let sum = 0;
  const greeks = timesOf(some, RIVAL_ROUNDS, (option) => {
    const { spot, strike, years, volatility, rate, right } = option;
    const terms: Terms = [spot, strike, years, volatility, rate, right];
    sum += price.blackScholes(...terms) + of.getDelta(...terms) + of.getGamma(...terms);
    sum += of.getVega(...terms) + of.getTheta(...terms) + of.getRho(...terms);
  });
  const solve = ({ price: cost, spot, strike, years, rate, right }: Priced): number =>
    by.getImpliedVolatility(cost, spot, strike, years, rate, right);
  const volatility = timesOf(some, RIVAL_ROUNDS, (option) => {
    sum += solve(option);
  });
  checkSum(sum);
  return { greeks, volatility, volatilityError: errorOf(some, solve) };
}

function timesOf(
  options: readonly Priced[],
  rounds: number,
  each: (option: Priced) => void,
): OptionTimes {
  const nanos: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const from = process.hrtime.bigint();
    for (const option of options) each(option);
    nanos.push(Number(process.hrtime.bigint() - from) / options.length);
  }
  nanos.sort((one, other) => one - other);
  return { least: rounded(nanos[0]), median: rounded(nanos[Math.floor(rounds / 2)]) };
}

function errorOf(options: readonly Priced[], solve: (option: Priced) => number): number {
  const errors = options.map((option) => Math.abs(solve(option) - option.volatility));
  return Number(Math.max(...errors).toPrecision(2));
}

/** The rivals come as CommonJS without types: this is the one place that trusts them. */
function load(from: string): RivalModules {
  const take = createRequire(join(from, 'here.js'));
  return {
    price: take('black-scholes') as RivalModules['price'],
    greeks: take('greeks') as RivalModules['greeks'],
    volatility: take('implied-volatility') as RivalModules['volatility'],
  };
}

/** What is reckoned must be used, or it is left out. */
function checkSum(sum: number): void {
  if (!Number.isFinite(sum)) throw new RangeError(`a sum of ${sum}, expected finite`);
}

function rounded(value = Number.NaN): number {
  return Math.round(value);
}
