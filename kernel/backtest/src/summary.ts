import {
  assert,
  formatTimestamp,
  ledgerScaleOf,
  money,
  type AccountId,
  type Currency,
  type LedgerScales,
  type Money,
  type Timestamp,
} from 'argosy/core';
import type { Portfolio } from 'argosy/engine';
import { defaultStatistics, describeStatistics, type ReturnOptions } from 'argosy/quant';
import type { TradingMachine } from 'argosy/trading';

import { notesOfLine } from './broker-line.ts';
import type { BacktestConfig } from './config.ts';
import type { EquityCurve } from './equity-curve.ts';
import type { OpeningWorth } from './opening-worth.ts';
import type { AccountSummary, BacktestResult } from './result.ts';
import type { EquitySample } from './run-sink.ts';
import type { RunRecord } from './run-record.ts';

/** How many accounts a note names. */
const ACCOUNTS_SHOWN_MAX = 5;

type Books = {
  readonly portfolio: Portfolio;
  readonly trading: TradingMachine;
  readonly opening: OpeningWorth;
};

/** The accounts at the end of a run. */
export function summariseAccounts(config: BacktestConfig, books: Books): readonly AccountSummary[] {
  const { portfolio, trading, opening } = books;
  const paid = chargesPaid(books);
  return config.accounts.map(({ id, base }) => ({
    account: id,
    opening: opening.of(id, base),
    cash: portfolio.cash(id, base),
    balances: portfolio.balances(id),
    equity: portfolio.equity(id, base),
    realised: portfolio.realised(id, base),
    unrealised: portfolio.unrealised(id, base),
    charges: sumIn(base, paid.get(trading.book.accountsOf(id).charges) ?? [], portfolio),
    transferred: transferredOf(config, books, id),
  }));
}

/** The accounts of a run that has not begun: what they open with. */
export function openingAccounts(
  { accounts }: BacktestConfig,
  opening: OpeningWorth,
): readonly AccountSummary[] {
  return accounts.map(({ id, base, balances }) => {
    const nothing = money(0n, base);
    const worth = opening.of(id, base);
    const cash = balances.find(({ currency }) => currency === base) ?? nothing;
    const none = { realised: nothing, unrealised: nothing, charges: nothing };
    return {
      account: id,
      opening: worth,
      cash,
      balances,
      equity: worth,
      ...none,
      transferred: nothing,
    };
  });
}

/** What the statistics of a run are made from. */
type StatisticsParts = {
  /** How the figures of days become those of a year. */
  readonly year: Required<ReturnOptions>;
  readonly scales: LedgerScales;
  readonly record: RunRecord;
  readonly daily: readonly EquitySample[];
  readonly curve: EquityCurve;
  readonly opening: OpeningWorth;
  /** The last instant of the run; null where it has not begun. */
  readonly until: Timestamp | null;
};

/** The statistics of a run, over all accounts together, in the first one's currency. */
export function summariseStatistics(
  config: BacktestConfig,
  { year, scales, record, daily, curve }: StatisticsParts,
): Pick<BacktestResult, 'statistics' | 'statisticsCurrency' | 'statisticsNotes'> {
  const { accounts } = config;
  const currency = accounts[0]?.base ?? null;
  const dailyEquity = curve.over(daily);
  const unit = currency === null ? 1 : 10 ** ledgerScaleOf(scales, currency);
  const nets = record.nets.map((net) => net / unit);
  const deepestFall = curve.deepestFall();
  const input = { ...year, nets, sides: record.sides, dailyEquity, deepestFall };
  const statistics = defaultStatistics(input);
  const drawdownOver = `${curve.points} samples of equity`;
  const scope = { trades: nets.length, days: dailyEquity.length - 1, drawdownOver };
  return {
    statistics,
    statisticsCurrency: currency,
    statisticsNotes: describeStatistics(statistics, {
      ...year,
      ...scope,
      without: leftOut(curve),
      unconverted: record.unconverted,
    }),
  };
}

/** What of a run is not in its figures, or why there is nothing in them, in words. */
export function notesOfFigures(
  config: BacktestConfig,
  {
    scales,
    record,
    opening,
    curve,
    until,
  }: Pick<StatisticsParts, 'scales' | 'record' | 'opening' | 'curve' | 'until'>,
): readonly string[] {
  const { accounts } = config;
  const { unconverted } = record;
  const notes = [
    ...notesOfLine(config),
    ...opening.notes(scales),
    ...notesOfWarmUp(config, until),
    ...notesOfBars(config, record),
    ...notesOfOthers(config, curve),
  ];
  if (unconverted === 0) return notes;
  const trips = unconverted === 1 ? '1 round trip is' : `${unconverted} round trips are`;
  const currency = accounts[0]?.base ?? 'it';
  return [...notes, `${trips} not in the statistics: no rate to ${currency} was known`];
}

/** A bar without a quote fills nothing at it: what was decided on it waits for the next one. */
function notesOfBars(
  { venue }: BacktestConfig,
  { counts, unquotedBars }: StatisticsParts['record'],
): readonly string[] {
  if (venue?.bars?.fillAt !== 'barQuote' || unquotedBars === 0) return [];
  const bars = `${unquotedBars} of ${counts.bars} bars have no bid and ask`;
  return [`${bars}: orders decided on them filled at the next open, though fillAt is barQuote`];
}

/** A warm-up that did not end before the run did took no order. */
function notesOfWarmUp(
  { warmUpUntil }: BacktestConfig,
  until: Timestamp | null,
): readonly string[] {
  if (warmUpUntil === undefined || until === null || warmUpUntil <= until) return [];
  const [end, last] = [formatTimestamp(warmUpUntil), formatTimestamp(until)];
  return [`the warm-up never ended: it lasts until ${end}, the run ended at ${last}`];
}

/** Accounts in a currency that no rate was ever known for; null where all are counted. */
function leftOut({ leftOut: others }: EquityCurve): string | null {
  if (others.size === 0) return null;
  const names = [...others].slice(0, ACCOUNTS_SHOWN_MAX).map(([id, base]) => `${id} in ${base}`);
  const more = others.size > names.length ? ` and ${others.size - names.length} more` : '';
  return `${names.join(', ')}${more}`;
}

/** What the statistics leave out is said here and beside each figure. */
function notesOfOthers({ accounts }: BacktestConfig, curve: EquityCurve): readonly string[] {
  const left = leftOut(curve);
  const currency = accounts[0]?.base;
  if (left === null || currency === undefined) return [];
  return [
    `the statistics are over the accounts in ${currency}, as no rate to it was known for the others; they leave out ${left}`,
  ];
}

/** What was paid, by the ledger account of charges; the lines of a contract note are part of it. */
function chargesPaid({ trading }: Books): ReadonlyMap<string, readonly Money[]> {
  const paid = new Map<string, Money[]>();
  for (const { ledgerAccount, currency, balance } of trading.book.balances()) {
    const [account, kind] = ledgerAccount.split('/');
    if (kind !== 'charges') continue;
    const name = `${account}/${kind}`;
    const amounts = paid.get(name) ?? [];
    amounts.push(money(balance, currency));
    paid.set(name, amounts);
  }
  return paid;
}

/** Amounts of any currency at the last rates; one without a known rate counts nothing. */
function sumIn(base: Currency, amounts: readonly Money[], portfolio: Portfolio): Money {
  let sum = 0n;
  for (const one of amounts) {
    sum += one.currency === base ? one.amount : portfolio.convert(one, base);
  }
  return money(sum, base);
}

/** What came in less what went out since the opening, at the last rates. */
function transferredOf(
  { accounts, commands = [] }: BacktestConfig,
  { portfolio, trading }: Books,
  id: AccountId,
): Money {
  const account = accounts.find((one) => one.id === id);
  assert(account !== undefined, `account ${id} is one of the run's`);
  const { base, balances } = account;
  const { capital } = trading.book.accountsOf(id);
  const moved = commands.flatMap((hand) => ('amount' in hand ? [hand.amount.currency] : []));
  let sum = 0n;
  for (const currency of new Set(moved)) {
    const opened = balances.find((one) => one.currency === currency)?.amount ?? 0n;
    const came = money(-trading.book.balance(capital, currency) - opened, currency);
    sum += portfolio.convert(came, base);
  }
  return money(sum, base);
}
