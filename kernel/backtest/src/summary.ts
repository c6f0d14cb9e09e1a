import {
  ledgerScaleOf,
  money,
  type AccountId,
  type Currency,
  type LedgerScales,
  type Money,
} from 'argosy/core';
import type { Portfolio } from 'argosy/engine';
import { defaultStatistics, describeStatistics } from 'argosy/quant';
import type { TradingMachine } from 'argosy/trading';

import type { BacktestConfig } from './config.ts';
import type { EquityCurve } from './equity-curve.ts';
import type { AccountSummary, BacktestResult } from './result.ts';
import type { EquitySample } from './run-sink.ts';
import type { RunRecord } from './run-record.ts';

type Books = { readonly portfolio: Portfolio; readonly trading: TradingMachine };

/** The accounts at the end of a run. */
export function summariseAccounts(config: BacktestConfig, books: Books): readonly AccountSummary[] {
  const { portfolio } = books;
  const traded = config.instruments.map(({ currency }) => currency);
  return config.accounts.map(({ id, base, balances }) => {
    const opening = openingOf(balances, base);
    return {
      account: id,
      opening,
      cash: portfolio.cash(id, base),
      equity: portfolio.equity(id, base),
      realised: portfolio.realised(id, base),
      unrealised: portfolio.unrealised(id, base),
      charges: chargesOf(books, id, { base, currencies: new Set([base, ...traded]) }),
    };
  });
}

/** The accounts of a run that has not begun: what they open with. */
export function openingAccounts({ accounts }: BacktestConfig): readonly AccountSummary[] {
  return accounts.map(({ id: account, base, balances }) => {
    const opening = openingOf(balances, base);
    const nothing = money(0n, base);
    const none = { realised: nothing, unrealised: nothing, charges: nothing };
    return { account, opening, cash: opening, equity: opening, ...none };
  });
}

/** What the statistics of a run are made from. */
type StatisticsParts = {
  readonly scales: LedgerScales;
  readonly record: RunRecord;
  readonly daily: readonly EquitySample[];
  readonly curve: EquityCurve;
};

/** The statistics of a run, over all accounts of the first account's currency together. */
export function summariseStatistics(
  config: BacktestConfig,
  { scales, record, daily, curve }: StatisticsParts,
): Pick<BacktestResult, 'statistics' | 'statisticsNotes'> {
  const currency = config.accounts[0]?.base;
  const opening = config.accounts
    .flatMap(({ balances }) => balances)
    .filter((balance) => balance.currency === currency)
    .reduce((sum, { amount }) => sum + Number(amount), 0);
  const byInstant = new Map<number, number>();
  for (const { at, equity } of daily) {
    if (equity.currency !== currency) continue;
    byInstant.set(at, (byInstant.get(at) ?? 0) + Number(equity.amount));
  }
  const dailyEquity = [opening, ...byInstant.values()];
  const unit = currency === undefined ? 1 : 10 ** ledgerScaleOf(scales, currency);
  const nets = record.nets.map((net) => net / unit);
  const deepestFall = curve.deepestFall();
  const input = { ...config.statistics, nets, sides: record.sides, dailyEquity, deepestFall };
  const statistics = defaultStatistics(input);
  const drawdownOver = `${curve.points} samples of equity`;
  const scope = { trades: nets.length, days: dailyEquity.length - 1, drawdownOver };
  return {
    statistics,
    statisticsNotes: describeStatistics(statistics, { ...config.statistics, ...scope }),
  };
}

/** Charges of every currency that is traded in, at the last rates; an unknown rate counts nothing. */
function openingOf(balances: readonly Money[], base: Currency): Money {
  return balances.find(({ currency }) => currency === base) ?? money(0n, base);
}

function chargesOf(
  { portfolio, trading }: Books,
  account: AccountId,
  { base, currencies }: { readonly base: Currency; readonly currencies: ReadonlySet<Currency> },
): Money {
  const { charges } = trading.book.accountsOf(account);
  let sum = 0n;
  for (const currency of currencies) {
    const paid = money(trading.book.balance(charges, currency), currency);
    sum += currency === base ? paid.amount : portfolio.convert(paid, base);
  }
  return money(sum, base);
}
