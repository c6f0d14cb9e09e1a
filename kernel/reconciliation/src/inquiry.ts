import { assertNever, type Money, type OrderId, type Result, type Timestamp } from 'argosy/core';

import type {
  BrokerAnswer,
  BrokerFill,
  BrokerMark,
  BrokerOrder,
  BrokerPosition,
  BrokerQuery,
  FoundOrder,
} from './broker-view.ts';

/** What a whole round wants to know: of orders and fills all, or what is new behind a mark. */
export function wholeQueries(after: BrokerMark | null): readonly BrokerQuery[] {
  const since = after === null ? {} : { after };
  return [
    { type: 'orders', ...since },
    { type: 'fills', ...since },
    { type: 'positions' },
    { type: 'funds' },
  ];
}

/**
 * Collects the answers to some queries. An answer that nobody waits for is dropped: it belongs to an
 * earlier round, and its moment has passed.
 */
export class Inquiry {
  readonly askedAt: Timestamp;
  readonly #waiting: Set<string>;
  readonly #failed: string[] = [];
  #orders: readonly BrokerOrder[] | null = null;
  #fills: readonly BrokerFill[] | null = null;
  readonly #marks: BrokerMark[] = [];
  #positions: readonly BrokerPosition[] | null = null;
  #funds: readonly Money[] | null = null;
  readonly #found = new Map<OrderId, FoundOrder>();

  constructor(askedAt: Timestamp, queries: readonly BrokerQuery[]) {
    this.askedAt = askedAt;
    this.#waiting = new Set(queries.map(nameOf));
  }

  /** Whether all has been answered. */
  get isComplete(): boolean {
    return this.#waiting.size === 0;
  }

  /** The queries that failed or were never answered, in words. */
  get failed(): readonly string[] {
    return [...this.#failed, ...[...this.#waiting].map((name) => `${name}: no answer`)];
  }

  /** The broker's orders; null where they are not known. */
  get orders(): readonly BrokerOrder[] | null {
    return this.#orders;
  }

  /** The broker's fills; null where they are not known. */
  get fills(): readonly BrokerFill[] | null {
    return this.#fills;
  }

  /** Behind what orders and fills may be asked for next; null where both were not answered with a mark. */
  get mark(): BrokerMark | null {
    return this.#marks.length < 2 ? null : Math.min(...this.#marks);
  }

  /** The broker's positions; null where they are not known, which is not the same as flat. */
  get positions(): readonly BrokerPosition[] | null {
    return this.#positions;
  }

  /** The broker's cash; null where it is not known. */
  get funds(): readonly Money[] | null {
    return this.#funds;
  }

  /** What was found of the orders that were asked for by name. */
  get found(): ReadonlyMap<OrderId, FoundOrder> {
    return this.#found;
  }

  /** Takes an answer. */
  take(answer: BrokerAnswer): void {
    if (!this.#waiting.delete(nameOf(answer))) return;
    if (answer.result.ok) this.#keep(answer);
    else this.#failed.push(`${nameOf(answer)}: ${answer.result.refusal.reason}`);
  }

  #keep(answer: BrokerAnswer): void {
    if ('mark' in answer && answer.mark !== undefined) this.#marks.push(answer.mark);
    switch (answer.type) {
      case 'orders':
        this.#orders = valueOf(answer.result);
        break;
      case 'fills':
        this.#fills = valueOf(answer.result);
        break;
      case 'positions':
        this.#positions = valueOf(answer.result);
        break;
      case 'funds':
        this.#funds = valueOf(answer.result);
        break;
      case 'order':
        if (answer.result.ok) this.#found.set(answer.order, answer.result.value);
        break;
      default:
        assertNever(answer);
    }
  }
}

function valueOf<Value>(result: Result<Value>): Value | null {
  return result.ok ? result.value : null;
}

function nameOf(query: BrokerQuery | BrokerAnswer): string {
  return query.type === 'order' ? `order ${query.order}` : query.type;
}
