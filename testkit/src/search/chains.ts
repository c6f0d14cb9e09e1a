import { parseDay, unwrap } from 'argosy/core';

import type { UniverseRow } from './universe-row.ts';

/** The futures and options on one thing. */
export type ChainPlan = {
  readonly exchange: string;
  readonly underlying: string;
  readonly name: string;
  /** Days as `2026-11-24`. */
  readonly futures: readonly string[];
  readonly options: readonly string[];
  /** In whole units: the middle strike, the step between two, and how many on each side. */
  readonly middle: number;
  readonly step: number;
  readonly strikes: number;
  readonly liquidity: number;
};

const monthNames = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');

/** All contracts of a plan, named as a broker's list names them: `NIFTY24NOV2624500CE`. */
export function chainsOf(plan: ChainPlan): readonly UniverseRow[] {
  const futures = plan.futures.map((date) => contract(plan, date, null, null));
  const options = plan.options.flatMap((date) =>
    Array.from({ length: 2 * plan.strikes + 1 }, (_, at) => {
      const strike = Number((plan.middle + (at - plan.strikes) * plan.step).toFixed(4));
      return (['call', 'put'] as const).map((right) => contract(plan, date, strike, right));
    }).flat(),
  );
  return [...futures, ...options];
}

function contract(
  { exchange, underlying, name, liquidity }: ChainPlan,
  date: string,
  strike: number | null,
  right: 'call' | 'put' | null,
): UniverseRow {
  const [year = '', month = '', day = ''] = date.split('-');
  const end = strike === null ? 'FUT' : `${strike}${right === 'call' ? 'CE' : 'PE'}`;
  const code = strike === null ? 'F' : `${right === 'call' ? 'C' : 'P'}${strike}`;
  return {
    id: `${underlying}-${year}${month}${day}-${code}.${exchange}`,
    exchange,
    kind: strike === null ? 'future' : 'option',
    symbol: `${underlying}${day}${monthNames[Number(month) - 1]}${year.slice(2)}${end}`,
    name,
    isin: null,
    aliases: [],
    underlying,
    expiry: unwrap(parseDay(date)),
    strike,
    right,
    liquidity,
    marketCap: 0,
  };
}
