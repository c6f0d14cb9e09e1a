import {
  formatMoney,
  formatTimestamp,
  ledgerScaleOf,
  type LedgerScales,
  type Money,
} from 'argosy/core';
import type { BacktestResult, CommandOutcome } from 'argosy/backtest';

/** The figures of a run as a small table of aligned lines. */
export function figuresOf(result: BacktestResult, scales: LedgerScales): readonly string[] {
  const { accounts, counts, from, until, statistics, statisticsNotes: why, hash, notes } = result;
  const rows: [string, string][] = [
    ['period', `${day(from)} to ${day(until)}`],
    ['rows', String(rowsOf(counts))],
    ['orders, fills', `${counts.orders}, ${counts.fills}`],
  ];
  const denials = deniedText(result);
  if (denials !== null) rows.push(['denied', denials]);
  for (const { account, opening, equity, charges, transferred } of accounts) {
    const text = (amount: Money): string => moneyText(amount, scales);
    rows.push([`${account} equity`, `${text(equity)} from ${text(opening)}`]);
    rows.push([`${account} charges`, text(charges)]);
    if (transferred.amount !== 0n) rows.push([`${account} came in`, text(transferred)]);
  }
  rows.push(['CAGR', percent(statistics.CAGR) ?? why.CAGR]);
  rows.push(['max drawdown', percent(statistics.MaxDrawdown) ?? why.MaxDrawdown]);
  rows.push(['Sharpe ratio', statistics.SharpeRatio?.toFixed(2) ?? why.SharpeRatio]);
  rows.push(['win rate', percent(statistics.WinRate) ?? why.WinRate]);
  rows.push(['hash', hash]);
  for (const note of [...result.commands.flatMap(undoneText), ...notes]) rows.push(['note', note]);
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
}

function rowsOf(counts: BacktestResult['counts']): number {
  const { quotes, trades, bars, statuses, books, references } = counts;
  return quotes + trades + bars + statuses + books + references;
}

/** How many reasons are printed; all are in the result. */
const REASONS_SHOWN_MAX = 5;

/** Why orders were denied, the most frequent reason first; null where none was. */
function deniedText({ counts, denials }: BacktestResult): string | null {
  if (counts.denied === 0) return null;
  const shown = denials.slice(0, REASONS_SHOWN_MAX).map(({ code, count }) => `${code} ${count}`);
  const more = denials.length > shown.length ? ', …' : '';
  return `${counts.denied}: ${shown.join(', ')}${more}`;
}

/** What was to be done by hand and was not. */
function undoneText({ type, account, at, outcome, refusal }: CommandOutcome): readonly string[] {
  if (outcome === 'done') return [];
  const why = outcome === 'refused' ? (refusal ?? 'refused') : 'the run ended before';
  return [`${type} of ${account} at ${formatTimestamp(at)} was not done: ${why}`];
}

function day(at: BacktestResult['from']): string {
  return at === null ? 'none' : formatTimestamp(at).slice(0, 10);
}

function moneyText(amount: Money, scales: LedgerScales): string {
  return `${formatMoney(amount, ledgerScaleOf(scales, amount.currency))} ${amount.currency}`;
}

function percent(value: number | null): string | null {
  return value === null ? null : `${(value * 100).toFixed(2)} %`;
}
