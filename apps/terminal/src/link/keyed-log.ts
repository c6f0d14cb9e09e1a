import { signal, type ReadonlySignal } from '@preact/signals-core';

import type { FrameLoop } from '../hot/frame-loop.ts';
import type { ChannelSource } from '../hot/market-board.ts';

/** What a log channel brings, by key: the newest of each, in the order they were first seen. */
export class KeyedLog<Item> {
  readonly #items = new Map<string, Item>();
  readonly #rows = signal<readonly Item[]>([]);
  readonly #isLoaded = signal(false);
  readonly #refusal = signal<string | null>(null);
  readonly #stop: () => void;
  readonly #endPaint: () => void;
  #isDirty = false;

  constructor(
    { source, frames }: { readonly source: ChannelSource; readonly frames: FrameLoop },
    channel: string,
    keyOf: (item: Item) => string,
    onItem: (item: Item) => void = () => {},
  ) {
    const changed = (): void => {
      this.#isDirty = true;
      frames.request();
    };
    // The server of this page wrote what comes: its schemas are the contract's.
    this.#stop = source.hear(channel, {
      snapshot: (items) => {
        this.#items.clear();
        for (const item of items) this.#items.set(keyOf(item), item);
        this.#isLoaded.value = true;
        changed();
      },
      item: (item) => {
        this.#items.set(keyOf(item), item);
        onItem(item);
        changed();
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
    this.#isDirty = true;
  }

  /** Hears no more. */
  end(): void {
    this.#stop();
    this.#endPaint();
  }
}
