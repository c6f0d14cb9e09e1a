import type { InputNumber, StrategyId, Timestamp } from 'argosy/core';

/** A strategy threw: it is stopped, and this is what is known of it. */
export type StrategyFault = {
  readonly strategy: StrategyId;
  readonly at: Timestamp;
  readonly number: InputNumber;
  readonly callback: string;
  readonly message: string;
};

/** What happens to the open orders of a strategy that threw. */
export type FaultPolicy = 'cancelOrders' | 'keepOrders';

/** The text of anything that can be thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
