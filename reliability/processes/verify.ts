import { compareBooks } from '../broker/compare-books.ts';
import { account, trader } from '../host/our-side.ts';
import type { Fold } from './fold.ts';
import type { OtherSide } from './other-side.ts';

/** What is wrong after a kill. */
export type Verdict = {
  readonly lost: number;
  readonly duplicated: number;
  readonly imbalance: number;
  readonly problems: readonly string[];
};

/** Holds what a process knows, once it is ready, against what the broker and the clients remember. */
export function verify(fold: Fold, side: OtherSide): Verdict {
  const books = compareBooks(fold.trading, side.broker);
  const forgotten = [...side.acked].filter((id) => !fold.orders.has(id));
  const early = [...side.broker.requests.keys()].filter((id) => !fold.orders.has(id));
  const doubled = [...fold.entries].filter(([, times]) => times > 1).map(([entry]) => entry);
  const undone = [...side.booked].filter((entry) => !fold.entries.has(entry));
  const { state } = side;
  const halted = fold.trading.stateOf(account, { kind: 'strategy', strategy: trader });
  const missing = Math.max(0, side.safe - fold.records);
  return {
    lost: forgotten.length + books.lost + undone.length + missing,
    duplicated: side.broker.doubled + books.doubled + doubled.length,
    imbalance: books.imbalance,
    problems: [
      ...fold.problems,
      ...books.problems,
      ...forgotten.map((id) => `${id} was acknowledged and is unknown`),
      ...early.map((id) => `${id} left before it was safe`),
      ...doubled.map((entry) => `${entry} is booked twice`),
      ...undone.map((entry) => `${entry} was booked and is not`),
      ...(missing > 0 ? [`${missing} records are gone that were safe`] : []),
      ...(state === null || state === halted ? [] : [`the strategy is ${halted}, not ${state}`]),
    ],
  };
}
