import type { InputNumber, StrategyId, Timestamp } from 'argosy/core';

/** A strategy threw: it is stopped, and this is what is known of it. */
export type StrategyFault = {
  readonly strategy: StrategyId;
  readonly at: Timestamp;
  readonly number: InputNumber;
  readonly callback: string;
  readonly message: string;
  /** Where it was thrown, as the runtime tells it; null where it does not. */
  readonly stack: string | null;
};

/** What happens to the open orders of a strategy that threw. */
export type FaultPolicy = 'cancelOrders' | 'keepOrders';

/** How much of a stack is kept. */
const STACK_LENGTH_MAX = 4_000;

/** The text of anything that can be thrown. */
export function messageOf(error: unknown): string {
  try {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  } catch {
    return 'something that has no text';
  }
}

/** Where an error was thrown; null where it does not say. */
export function stackOf(error: unknown): string | null {
  try {
    const stack = error instanceof Error ? error.stack : undefined;
    return typeof stack === 'string' ? stack.slice(0, STACK_LENGTH_MAX) : null;
  } catch {
    return null;
  }
}

/** Whether something is a promise, or acts as one. */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'then' in value &&
    typeof value.then === 'function'
  );
}
