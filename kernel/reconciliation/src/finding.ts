import type { OrderId } from 'argosy/core';

/** The codes of `findings`. */
export type FindingCode =
  | 'QUERY_FAILED'
  | 'DUPLICATE_REPORT'
  | 'FILTERED'
  | 'ORDER_AMBIGUOUS'
  | 'ORDER_WORKING_THERE'
  | 'ORDER_UNRESOLVED'
  | 'FILL_DIFFERS'
  | 'FILL_WITHOUT_ORDER'
  | 'OVERFILLED'
  | 'POSITION_UNPRICED'
  | 'SUSPENSE_OPEN';

/** Everything a reconciler tells people, and what it means. Docs are generated from it. */
export const findings: Readonly<Record<FindingCode, string>> = {
  QUERY_FAILED: 'a query failed: nothing is known of its part, which is not the same as none',
  DUPLICATE_REPORT: 'the broker listed an order twice; what says most of it was taken',
  FILTERED: 'something that is not ours to look after was left alone',
  ORDER_AMBIGUOUS: 'it cannot be told which orders are the same: somebody has to look',
  ORDER_WORKING_THERE: 'the broker works an order that is closed here: somebody has to cancel it',
  ORDER_UNRESOLVED: 'the broker does not know an order of which a request is under way',
  FILL_DIFFERS: 'the broker lists a fill with another quantity or price; ours was kept',
  FILL_WITHOUT_ORDER: 'the broker lists a fill and not its order; it waits',
  OVERFILLED: 'more is filled here than at the broker, and its fills do not say why',
  POSITION_UNPRICED: 'a position differs, and there is no price at all to book it at',
  SUSPENSE_OPEN: 'a difference of cash waits in suspense until somebody finds its cause',
};

/** Something that people should know. */
export type Finding = {
  readonly code: FindingCode;
  readonly order: OrderId | null;
  readonly detail: string;
};
