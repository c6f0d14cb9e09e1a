import {
  Hash128,
  toOrderId,
  toTradeId,
  type AccountId,
  type BrokerOrderId,
  type OrderId,
  type TradeId,
} from 'argosy/core';

/**
 * What stands for something that no broker named. Each id is a function of the event it stands for
 * and of nothing else: whoever meets the same event again makes the same id. None of them looks like
 * an id that an order of ours could have.
 */
export type SyntheticEvent = readonly (string | number | bigint)[];

/** The id here of an order that was placed elsewhere. */
export function externalOrderId(account: AccountId, brokerId: BrokerOrderId): OrderId {
  return toOrderId(`external/${digestOf([account, brokerId])}`);
}

/** The id of the order that is made for a difference of positions. */
export function differenceOrderId(event: SyntheticEvent): OrderId {
  return toOrderId(`external/${digestOf(['difference', ...event])}`);
}

/** The id of a trade that nobody reported. */
export function inferredTradeId(event: SyntheticEvent): TradeId {
  return toTradeId(`inferred/${digestOf(event)}`);
}

/** The id of an entry that corrects cash. */
export function correctionEntryId(event: SyntheticEvent): string {
  return `reconciliation/${digestOf(event)}`;
}

function digestOf(event: SyntheticEvent): string {
  const hash = new Hash128();
  for (const part of event) hash.updateText(`${String(part).length} ${part}`);
  return hash.digest();
}
