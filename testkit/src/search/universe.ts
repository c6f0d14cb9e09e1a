import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Random } from 'argosy/core';

import { chainsOf, type ChainPlan } from './chains.ts';
import { currencyPlans, commodityPlans, indexPlans, sharePlan } from './chain-plans.ts';
import { indicesAndFunds } from './indices.ts';
import type { UniverseRow } from './universe-row.ts';

/** A market to be searched. */
export type SearchUniverse = {
  /** Saturday, 21 November 2026, counted from 1970-01-01. */
  readonly day: number;
  readonly rows: readonly UniverseRow[];
};

/** How much of everything there is besides what is real. */
export type UniverseOptions = {
  /** Strikes on each side of a price, of each expiry of a share. */
  readonly shareStrikes?: number;
  /** How many times the usual number of strikes an index has. */
  readonly indexStrikes?: number;
  /** Shares and bonds that nobody knows, with invented names. */
  readonly unknown?: number;
};

const DAY = 20_778;
const SHARES_WITH_CONTRACTS = 200;
const data = join(import.meta.dirname, '../../data');
const syllables = 'sa ri ka mo ta ne vi lu pra dha shu ran go bha ni ke jo mi tu ra'.split(' ');
const trades =
  'Textiles Chemicals Finance Industries Exports Pharma Steels Infra Foods Agro Papers Ceramics'.split(
    ' ',
  );

/**
 * A day of the Indian exchanges as a broker lists it, with American shares beside it: symbols and names are
 * real, liquidity, market caps and prices are invented, the same each time.
 */
export function searchUniverse(options: UniverseOptions = {}): SearchUniverse {
  const { shareStrikes = 10, indexStrikes = 1, unknown = 600 } = options;
  const shares = indianShares();
  const plans: ChainPlan[] = [
    ...indexPlans(indexStrikes),
    ...commodityPlans(),
    ...currencyPlans(),
    ...shares
      .slice(0, SHARES_WITH_CONTRACTS)
      .map(({ symbol, name }, at) => sharePlan({ symbol, name, at, strikes: shareStrikes })),
  ];
  const rows = [
    ...indicesAndFunds(),
    ...shares.flatMap((share, at) => listingsOf(share, at)),
    ...americanShares(),
    ...unknownShares(unknown),
    ...plans.flatMap(chainsOf),
  ];
  return { day: DAY, rows };
}

/** A row that says nothing but what it is called. */
export function aSearchRow(row: Partial<UniverseRow> & Pick<UniverseRow, 'symbol'>): UniverseRow {
  const exchange = row.exchange ?? 'NSE';
  return {
    id: `${row.symbol}.${exchange}`,
    exchange,
    kind: 'equity',
    name: '',
    isin: null,
    aliases: [],
    underlying: null,
    expiry: null,
    strike: null,
    right: null,
    liquidity: 0,
    marketCap: 0,
    ...row,
  };
}

type Share = {
  readonly symbol: string;
  readonly name: string;
  readonly isin: string | null;
  readonly code: string;
};

function indianShares(): readonly Share[] {
  return linesOf('indian-shares.txt').map(([symbol = '', name = '', isin = '', code = '']) => ({
    symbol,
    name,
    isin: isin === '' ? null : isin,
    code,
  }));
}

/** On both exchanges; the list is in order of size, the largest first. */
function listingsOf({ symbol, name, isin, code }: Share, at: number): readonly UniverseRow[] {
  const marketCap = Math.round(2e13 / (at + 1) ** 0.9);
  const liquidity = Math.round(1.5e10 / (at + 1) ** 0.8);
  const shared = { symbol, name, isin, marketCap };
  return [
    aSearchRow({ ...shared, liquidity, aliases: [`${symbol}-EQ`] }),
    aSearchRow({
      ...shared,
      exchange: 'BSE',
      liquidity: Math.round(liquidity / 12),
      aliases: code === '' ? [] : [code],
    }),
  ];
}

function americanShares(): readonly UniverseRow[] {
  return linesOf('american-shares.txt').map(([symbol = '', name = ''], at) =>
    aSearchRow({
      symbol,
      name,
      exchange: at % 3 === 0 ? 'NASDAQ' : 'NYSE',
      marketCap: Math.round(1e13 / (at + 1)),
    }),
  );
}

function unknownShares(count: number): readonly UniverseRow[] {
  const random = Random.fromSeed('unknown shares');
  const pick = (list: readonly string[]): string => list[random.nextInt(list.length)] ?? '';
  return Array.from({ length: count }, (_, at) => {
    const word = `${pick(syllables)}${pick(syllables)}${pick(syllables)}`;
    const trade = pick(trades);
    const name = `${word.slice(0, 1).toUpperCase()}${word.slice(1)} ${trade} Ltd.`;
    const symbol = `${word}${trade.slice(0, 4)}${at.toString(36)}`.toUpperCase();
    return aSearchRow({ symbol, name, exchange: 'BSE', aliases: [String(600_000 + at)] });
  });
}

function linesOf(file: string): readonly (readonly string[])[] {
  const text = readFileSync(join(data, file), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.split('|'));
}
