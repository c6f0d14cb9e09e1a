import {
  ledgerScaleOf,
  money,
  type AccountId,
  type Currency,
  type LedgerScales,
} from 'argosy/core';
import type { Portfolio } from 'argosy/engine';
import { defaultStatistics } from 'argosy/quant';
import type { TradingMachine } from 'argosy/trading';

import type { BacktestConfig } from './config.ts';
import type { AccountSummary, BacktestResult } from './result.ts';
import type { EquitySample } from './run-sink.ts';
import type { RunRecord } from './run-record.ts';

/** The accounts at the end of a run. */
export function summariseAccounts(
  config: BacktestConfig,
  { portfolio, trading }: { readonly portfolio: Portfolio; readonly trading: TradingMachine },
): readonly AccountSummary[] {
  return config.accounts.map(({ id, base, balances }) => {
    const opening = balances.find(({ currency }) => currency === base) ?? money(0n, base);
    return {
      account: id,
      opening,
      cash: portfolio.cash(id, base),
      equity: portfolio.equity(id, base),
      realised: portfolio.realised(id, base),
      unrealised: portfolio.unrealised(id, base),
      charges: chargesOf(trading, id, base),
    };
  });
}

/** The statistics of a run, over all accounts of the first account's currency together. */
export function summariseStatistics(
  config: BacktestConfig,
  scales: LedgerScales,
  record: RunRecord,
  daily: readonly EquitySample[],
): BacktestResult['statistics'] {
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
  return defaultStatistics({ ...config.statistics, nets, sides: record.sides, dailyEquity });
}

function chargesOf(
  trading: TradingMachine,
  account: AccountId,
  base: Currency,
): AccountSummary['charges'] {
  return money(trading.book.balance(trading.book.accountsOf(account).charges, base), base);
}
