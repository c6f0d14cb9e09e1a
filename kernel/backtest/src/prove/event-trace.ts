import { BinaryWriter, formatTimestamp, Hash128 } from 'argosy/core';
import { writeCanonical, type TradingEvent } from 'argosy/domain';

import { backtestError } from '../errors.ts';

/** How many events of a run can be compared with those of another. */
export const TRACE_EVENTS_MAX = 20_000_000;

const FIRST_SIZE = 1024;

/** What a run has said, an eight-byte digest for each event, so that another run can be held against it. */
export class EventTrace {
  #digests = new Uint32Array(2 * FIRST_SIZE);
  #times = new Float64Array(FIRST_SIZE);
  #size = 0;
  readonly #writer: BinaryWriter = new BinaryWriter();

  /** How many events there are. */
  get size(): number {
    return this.#size;
  }

  /** Notes an event. */
  note(event: TradingEvent): void {
    if (this.#size >= TRACE_EVENTS_MAX) {
      throw backtestError('TRACE_FULL', `${TRACE_EVENTS_MAX} events`);
    }
    if (this.#size === this.#times.length) this.#grow();
    const [first, second] = this.#digestOf(event);
    this.#digests[2 * this.#size] = first;
    this.#digests[2 * this.#size + 1] = second;
    this.#times[this.#size] = event.receivedAt;
    this.#size += 1;
  }

  /** Whether the event at a place is this one. */
  holds(event: TradingEvent, place: number): boolean {
    if (place >= this.#size) return false;
    const [first, second] = this.#digestOf(event);
    return this.#digests[2 * place] === first && this.#digests[2 * place + 1] === second;
  }

  /** How many events came before an instant. */
  countBefore(instant: number): number {
    let [low, high] = [0, this.#size];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#times[middle] ?? Infinity) < instant) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #digestOf(event: TradingEvent): readonly [number, number] {
    this.#writer.reset();
    writeCanonical(this.#writer, event);
    const hash = new Hash128();
    hash.update(this.#writer.view());
    const [first, second] = hash.digestWords();
    return [first, second];
  }

  #grow(): void {
    const [digests, times] = [this.#digests, this.#times];
    this.#digests = new Uint32Array(2 * digests.length);
    this.#times = new Float64Array(2 * times.length);
    this.#digests.set(digests);
    this.#times.set(times);
  }
}

/** An event in a few words. */
export function describeEvent(event: TradingEvent): string {
  const when = formatTimestamp(event.receivedAt);
  if (event.kind === 'order') return `order ${event.order} ${event.change.type} at ${when}`;
  return `${event.kind} at ${when}`;
}
