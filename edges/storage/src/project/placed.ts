import type { AccountId } from 'argosy/core';
import type { EventHead } from 'argosy/domain';

/** An event with its shard, and whose it is as far as its record says. */
export type Placed<Event> = {
  readonly shard: string;
  readonly account: AccountId | null;
  readonly event: Event;
};

/** The key of tables in which each event has a row. */
export function eventKey(
  shard: string,
  { number, index }: EventHead,
): { readonly shard: string; readonly number: bigint; readonly place: bigint } {
  return { shard, number: BigInt(number), place: BigInt(index) };
}
