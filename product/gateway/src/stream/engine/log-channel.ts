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

/** A channel that brings each item in order and once. Each is written once, for everybody. */
export class LogChannel {
  readonly mode = 'log';
  readonly name: string;
  readonly kind: string;
  /** How many connections hear it. */
  holders = 0;
  readonly #snapshot: () => readonly string[];
  readonly #nameJson: string;
  readonly #kept = new Ring<Buffer>(REPLAY_MAX);
  #unsent: Buffer[] = [];
  #seq = 0;

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

  /** Adds an item, given as JSON; says whether somebody waits for it. */
  append(item: string): boolean {
    this.#seq += 1;
    const frame = textFrame(
      `{"type":"event","channel":${this.#nameJson},"seq":${this.#seq},"item":${item}}`,
    );
    this.#kept.push(frame);
    if (this.holders === 0) return false;
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
}
