import type { ChannelListener } from '@argosy/contract/stream';

import type { FrameLoop } from './frame-loop.ts';
import { MarketRow } from './market-row.ts';

/** Who hears channels: the client of the stream, or a fake of it. */
export type ChannelSource = {
  hear(channel: string, listener: ChannelListener): () => void;
};

/**
 * How often something is painted: `frame` with each frame, as the ladder and what is in focus; `text` as often as people can
 * read; `slow` for what lies in the background.
 */
export type Pace = 'frame' | 'text' | 'slow';

/** Milliseconds between two paints, at full speed. */
const paceMillis: Readonly<Record<Pace, number>> = { frame: 0, text: 80, slow: 400 };

/** Paints what a row says now. */
export type RowPainter = (row: MarketRow) => void;

type Watch = {
  readonly painter: RowPainter;
  readonly pace: Pace;
  paintedAt: number;
};
type Watched = {
  readonly row: MarketRow;
  readonly watches: Set<Watch>;
  readonly stops: readonly (() => void)[];
};

/**
 * The market as this window sees it: a row for each instrument that anybody watches, heard of the stream while somebody
 * does. Ticks write into rows and mark what is due; painting happens in the next frame, at its pace, never per tick.
 */
export class MarketBoard {
  readonly #source: ChannelSource;
  readonly #frames: FrameLoop;
  readonly #clock: () => number;
  readonly #watched = new Map<string, Watched>();
  readonly #due = new Set<Watch>();
  readonly #rowOf = new Map<Watch, MarketRow>();
  #factor = 1;
  /** Whether anything has come since the last frame. */
  #hasHeard = false;
  /** Hears of instruments that are watched from now on. */
  onWatched: ((instrument: string) => void) | null = null;

  constructor(
    source: ChannelSource,
    frames: FrameLoop,
    clock: () => number = () => performance.now(),
  ) {
    this.#source = source;
    this.#frames = frames;
    this.#clock = clock;
    frames.add('write', (at) => this.#paint(at));
  }

  /** How much longer than at full speed lies between two paints: the load decides. */
  set slowness(factor: number) {
    this.#factor = Math.max(1, factor);
  }

  /** Watches an instrument: the painter runs at once with what is known, then as it changes. Gives back what ends it. */
  watch(instrument: string, painter: RowPainter, pace: Pace = 'text'): () => void {
    const watched = this.#watched.get(instrument) ?? this.#open(instrument);
    const watch: Watch = { painter, pace, paintedAt: Number.NEGATIVE_INFINITY };
    watched.watches.add(watch);
    this.#rowOf.set(watch, watched.row);
    painter(watched.row);
    return () => this.#end(watched, watch);
  }

  /** What is known of an instrument that is watched; null where it is not. */
  row(instrument: string): MarketRow | null {
    return this.#watched.get(instrument)?.row ?? null;
  }

  /** What is watched now. */
  get instruments(): readonly string[] {
    return [...this.#watched.keys()];
  }

  /** Something of a row was written from elsewhere: it is to be painted. */
  touch(instrument: string): void {
    const watched = this.#watched.get(instrument);
    if (watched !== undefined) this.#mark(watched);
  }

  #open(instrument: string): Watched {
    const row = new MarketRow(instrument);
    const listener: ChannelListener = {
      record: (record, terms) => {
        row.take(record, terms);
        row.heardAt = this.#clock();
        this.#mark(watched);
      },
    };
    const watched: Watched = {
      row,
      watches: new Set(),
      stops: [
        this.#source.hear(`quotes:${instrument}`, listener),
        this.#source.hear(`trades:${instrument}`, listener),
      ],
    };
    this.#watched.set(instrument, watched);
    this.onWatched?.(instrument);
    return watched;
  }

  #end(watched: Watched, watch: Watch): void {
    watched.watches.delete(watch);
    this.#due.delete(watch);
    this.#rowOf.delete(watch);
    if (watched.watches.size > 0) return;
    for (const stop of watched.stops) stop();
    this.#watched.delete(watched.row.instrument);
  }

  #mark(watched: Watched): void {
    this.#hasHeard = true;
    for (const watch of watched.watches) this.#due.add(watch);
    this.#frames.request();
  }

  #paint(at: number): void {
    // Where nothing more comes, what has come is shown at once: nobody waits for the last price of all.
    const factor = this.#hasHeard ? this.#factor : 0;
    this.#hasHeard = false;
    for (const watch of this.#due) {
      const row = this.#rowOf.get(watch);
      if (row === undefined || at - watch.paintedAt < paceMillis[watch.pace] * factor) continue;
      this.#due.delete(watch);
      watch.paintedAt = at;
      watch.painter(row);
    }
    if (this.#due.size > 0) this.#frames.request();
  }
}
