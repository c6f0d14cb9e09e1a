import {
  ArgosyError,
  type InputNumber,
  type OriginCode,
  type Refusal,
  type Timestamp,
} from 'argosy/core';
import { toInputNumber, type CommandBody, type TradingEvent } from 'argosy/domain';
import type { LiveShard } from '@argosy/bridge';

import { deskRefusals } from './errors.ts';
import type { Refused } from './ticket.ts';

/** What of a live shard a desk stands on. */
export type DeskShard = Pick<LiveShard, 'obey' | 'inputs' | 'now' | 'whenSafe'>;

/** How many answers may wait for the journal. */
export const DESK_WAITING_MAX = 10_000;

/** What became of a command, by what trading said of it at once. */
export type Sent = {
  /** Why it was turned away, or named what cannot be done; null where it was obeyed. */
  readonly refusal: Refused | null;
  readonly events: readonly TradingEvent[];
  /** Of the last event; null where there is none. */
  readonly number: InputNumber | null;
};

/** The way of people's commands: what is said of one is heard at once, and told once it is safe. */
export class DeskLine {
  readonly #shard: DeskShard;
  readonly #origin: OriginCode;
  #waiting = 0;

  constructor(shard: DeskShard, origin: OriginCode) {
    this.#shard = shard;
    this.#origin = origin;
  }

  /** What time it is. */
  get now(): Timestamp {
    return this.#shard.now;
  }

  /** The number of the last input. */
  get lastNumber(): ReturnType<typeof toInputNumber> {
    return toInputNumber(Math.max(0, this.#shard.inputs - 1));
  }

  /** Whether no further answer may wait. */
  get isFull(): boolean {
    return this.#waiting >= DESK_WAITING_MAX;
  }

  /** Sends a command, and gives back what was said of it. */
  send(body: CommandBody): Sent {
    const events: TradingEvent[] = [];
    const turnedAway = this.#shard.obey(
      {
        kind: 'command',
        origin: this.#origin,
        strategy: null,
        readTo: this.lastNumber,
        at: this.#shard.now,
        body,
      },
      (event) => events.push(event),
    );
    const number = events.at(-1)?.number ?? null;
    return { refusal: turnedAway ?? refusalAmong(events), events, number };
  }

  /** Hands a value over once all that was said by now is safe. */
  whenSafe<Value>(value: Value): Promise<Value> {
    if (this.isFull) throw new ArgosyError('DESK_BUSY', deskRefusals.DESK_BUSY);
    this.#waiting += 1;
    return new Promise((resolve) => {
      this.#shard.whenSafe(() => {
        this.#waiting -= 1;
        resolve(value);
      });
    });
  }
}

/** What trading refused a command with, as it says it: the code, then the numbers. */
function refusalAmong(events: readonly TradingEvent[]): Refused | null {
  for (const event of events) {
    if (event.kind === 'anomaly' && event.type === 'commandRefused') {
      return { ...readRefusal(event.detail), number: event.number };
    }
  }
  return null;
}

/** A refusal out of its text. */
export function readRefusal(text: string): Refusal {
  const end = text.indexOf(': ');
  return { code: text.slice(0, end), reason: text.slice(end + 2) };
}
