// What happened in a run, told line by line, for examples that show more than a sum.
import { runBacktest, type BacktestConfig, type BacktestResult } from 'argosy/backtest';
import {
  formatScaled,
  formatTimestamp,
  MICROS_PER_DAY,
  MICROS_PER_SECOND,
  type Timestamp,
} from 'argosy/core';
import {
  limitOf,
  triggerOf,
  type OrderChange,
  type OrderEvent,
  type OrderTerms,
  type TradingEvent,
} from 'argosy/domain';

/** A run, and what its orders, accounts and strategies had to say on the way. */
export type Told = {
  readonly result: BacktestResult;
  readonly lines: readonly string[];
};

/** Runs, and writes down what happens to each order (by its tag) and what the strategies log. */
export function runAndTell(title: string, config: BacktestConfig): Told {
  const lines: string[] = [];
  const tags = new Map<string, string>();
  const say = (at: Timestamp, text: string) => lines.push(`${title}, ${timeOf(at)}: ${text}`);
  const result = runBacktest(config, {
    event: (event) => {
      if (event.kind === 'order') noteTag(tags, event);
      const text = tell(event, tags);
      if (text !== null) say(event.receivedAt, text);
    },
    log: ({ at, message }) => say(at, message),
  });
  return { result, lines };
}

/** Seconds where the market is made up from zero, else an instant. */
function timeOf(at: Timestamp): string {
  return at < 365 * MICROS_PER_DAY ? `${at / MICROS_PER_SECOND} s` : formatTimestamp(at);
}

function noteTag(tags: Map<string, string>, { order, change }: OrderEvent): void {
  if (change.type === 'initialized') tags.set(order, change.request.tag ?? order);
}

function tell(event: TradingEvent, tags: ReadonlyMap<string, string>): string | null {
  if (event.kind === 'account') return `${event.scope.kind} is ${event.state}: ${event.reason}`;
  if (event.kind === 'anomaly') return `noted ${event.type}`;
  if (event.kind !== 'order') return null;
  const told = tellChange(event.change);
  return told === null ? null : `${tags.get(event.order)} ${told}`;
}

/** What a change is in words; null for the steps in between. */
function tellChange(change: OrderChange): string | null {
  if (change.type === 'filled') {
    return `filled ${change.fill.qty} at ${formatScaled(change.fill.price, 2)}`;
  }
  if (change.type === 'updated') return `is now ${change.qty} ${tellTerms(change.terms)}`;
  if (change.type === 'denied') return `denied, ${change.code}: ${change.reason}`;
  if (change.type === 'expired' || change.type === 'triggered') return change.type;
  if (!('reason' in change)) return null;
  return change.reason === null ? change.type : `${change.type}: ${change.reason}`;
}

function tellTerms(terms: OrderTerms): string {
  const parts: string[] = [terms.type];
  const [trigger, limit] = [triggerOf(terms), limitOf(terms)];
  if (trigger !== null) parts.push(`from ${formatScaled(trigger, 2)}`);
  if (limit !== null) parts.push(`at ${formatScaled(limit, 2)}`);
  return parts.join(' ');
}
