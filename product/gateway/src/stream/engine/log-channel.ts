import { Ring } from 'argosy/core';

import { textFrame } from './frame.ts';

/** How many items a channel can bring to whoever was away; who missed more is told how things stand. */
const REPLAY_MAX = 1_000;

/** What a channel whose items are never left out is made of. */
export type LogChannelOptions = {
  readonly name: string;
  /** What metrics call it. */
  readonly kind: string;
  /** How things stand now, as JSON of each item; whoever begins to hear is told this. */
  readonly snapshot: () => readonly string[];
};

/** An item as JSON, or what writes it where somebody wants it. */
export type LogItem = string | (() => string);

/**
 * A channel that brings each item in order and once. Each is written once, for everybody; of a channel that nobody hears, and
 * nobody could come back to, items are only counted.
 */
export class LogChannel {
  readonly mode = 'log';
  readonly name: string;
  readonly kind: string;
  readonly #snapshot: () => readonly string[];
  readonly #nameJson: string;
  #kept = new Ring<Buffer>(REPLAY_MAX);
  #unsent: Buffer[] = [];
  #seq = 0;
  #holders = 0;
  /** How many items have come since somebody heard it; at first nobody has. */
  #unheard = REPLAY_MAX;

  constructor({ name, kind, snapshot }: LogChannelOptions) {
    this.name = name;
    this.kind = kind;
    this.#snapshot = snapshot;
    this.#nameJson = JSON.stringify(name);
  }

  /** The number of its last item; 0 where it has none. */
  get seq(): number {
    return this.#seq;
  }

  /** How many connections hear it. */
  get holders(): number {
    return this.#holders;
  }

  set holders(count: number) {
    this.#holders = count;
    // Whoever leaves now may come back for what follows.
    this.#unheard = 0;
  }

  /** Adds an item; says whether somebody waits for it. */
  append(item: LogItem): boolean {
    this.#seq += 1;
    if (this.#holders === 0 && this.#isForNobody()) return false;
    const json = typeof item === 'string' ? item : item();
    const frame = textFrame(
      `{"type":"event","channel":${this.#nameJson},"seq":${this.#seq},"item":${json}}`,
    );
    this.#kept.push(frame);
    if (this.#holders === 0) return false;
    this.#unsent.push(frame);
    return true;
  }

  /** Takes the items that nobody has been sent yet. */
  takeUnsent(): readonly Buffer[] {
    const unsent = this.#unsent;
    this.#unsent = [];
    return unsent;
  }

  /** The items behind a number; null where they are no longer all there, or it is a number to come. */
  replay(since: number): readonly Buffer[] | null {
    const missed = this.#seq - since;
    if (missed < 0 || missed > this.#kept.size) return null;
    return missed === 0 ? [] : [...this.#kept].slice(-missed);
  }

  /** How things stand, as one frame. */
  snapshotFrame(): Buffer {
    const items = this.#snapshot().join(',');
    return textFrame(
      `{"type":"snapshot","channel":${this.#nameJson},"seq":${this.#seq},"items":[${items}]}`,
    );
  }

  /** Whoever heard it last has missed more than could be brought: what was kept for them goes. */
  #isForNobody(): boolean {
    if (this.#unheard < REPLAY_MAX) {
      this.#unheard += 1;
      return false;
    }
    if (this.#kept.size > 0) this.#kept = new Ring(REPLAY_MAX);
    return true;
  }
}
