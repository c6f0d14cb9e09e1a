import { signal, type ReadonlySignal } from '@preact/signals-core';

import type { FrameLoop } from '../hot/frame-loop.ts';
import type { ChannelSource } from '../hot/market-board.ts';

/** What a log does with its items. */
export type KeyedLogOptions<Item> = {
  readonly keyOf: (item: Item) => string;
  /** Hears each item as it comes; those of a snapshot were there before. */
  readonly onItem?: ((item: Item) => void) | undefined;
  /** What was before the first of the channel, the oldest first: asked for with each snapshot. */
  readonly past?: (() => Promise<readonly Item[]>) | undefined;
  /** Whether nothing more will come of an item: of those only so many stay. All stay unless told. */
  readonly isOver?: (item: Item) => boolean;
};

/** How many items stay of which nothing more will come. */
export const OVER_MAX = 2_000;
/** They go by the hundred: looking for the oldest takes a walk through all. */
const OVER_SLACK = 100;

/** What a log channel brings, by key: the newest of each, in the order they were first seen. */
export class KeyedLog<Item> {
  readonly #items = new Map<string, Item>();
  readonly #rows = signal<readonly Item[]>([]);
  readonly #isLoaded = signal(false);
  readonly #refusal = signal<string | null>(null);
  readonly #stop: () => void;
  readonly #endPaint: () => void;
  readonly #frames: FrameLoop;
  readonly #isOver: ((item: Item) => boolean) | null;
  #isDirty = false;
  #snapshots = 0;

  constructor(
    { source, frames }: { readonly source: ChannelSource; readonly frames: FrameLoop },
    channel: string,
    { keyOf, onItem = () => {}, isOver, past }: KeyedLogOptions<Item>,
  ) {
    this.#frames = frames;
    this.#isOver = isOver ?? null;
    // The server of this page wrote what comes: its schemas are the contract's.
    this.#stop = source.hear(channel, {
      snapshot: (items) => {
        this.#items.clear();
        for (const item of items) this.#items.set(keyOf(item), item);
        this.#isLoaded.value = true;
        this.#changed();
        this.#snapshots += 1;
        if (past !== undefined) void this.#putBefore(past, keyOf);
      },
      item: (item) => {
        this.#items.set(keyOf(item), item);
        onItem(item);
        this.#changed();
      },
      refused: (_, detail) => {
        this.#refusal.value = detail;
      },
    });
    this.#endPaint = frames.add('compute', () => {
      if (!this.#isDirty) return;
      this.#isDirty = false;
      this.#rows.value = [...this.#items.values()];
    });
  }

  /** All of it, as of the last frame. */
  get rows(): ReadonlySignal<readonly Item[]> {
    return this.#rows;
  }

  /** Whether it is known how things stand. */
  get isLoaded(): ReadonlySignal<boolean> {
    return this.#isLoaded;
  }

  /** Why it cannot be heard; null where it can. */
  get refusal(): ReadonlySignal<string | null> {
    return this.#refusal;
  }

  /** One of them, as it is by now. */
  find(key: string): Item | undefined {
    return this.#items.get(key);
  }

  /** Puts one in ahead of the channel: the answer to an order is often here first. */
  put(key: string, item: Item): void {
    this.#items.set(key, item);
    this.#changed();
  }

  /** Hears no more. */
  end(): void {
    this.#stop();
    this.#endPaint();
  }

  /** Puts what was before in front. What the channel has told of already is newer, and stays. */
  async #putBefore(
    past: () => Promise<readonly Item[]>,
    keyOf: (item: Item) => string,
  ): Promise<void> {
    const snapshot = this.#snapshots;
    const before = await past();
    if (snapshot !== this.#snapshots || before.length === 0) return;
    const now = [...this.#items];
    this.#items.clear();
    for (const item of before) this.#items.set(keyOf(item), item);
    for (const [key, item] of now) this.#items.set(key, item);
    this.#changed();
  }

  #changed(): void {
    this.#isDirty = true;
    this.#frames.request();
    const isOver = this.#isOver;
    if (isOver !== null && this.#items.size > OVER_MAX + OVER_SLACK) this.#forget(isOver);
  }

  /** Lets the oldest go of which nothing more will come. */
  #forget(isOver: (item: Item) => boolean): void {
    const over = [...this.#items].filter(([, item]) => isOver(item));
    for (const [key] of over.slice(0, Math.max(0, over.length - OVER_MAX))) this.#items.delete(key);
  }
}
