import type { StrategyLog } from '@argosy/contract';
import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals-core';

import type { FrameLoop } from '../../hot/frame-loop.ts';
import type { ChannelSource } from '../../hot/market-board.ts';

/** A line that a strategy, or the platform about it, has logged. */
export type LogLine = StrategyLog['lines'][number];
/** How much a line matters. */
export type LogLevel = LogLine['level'];
/** A line with the number it has here: two that say the same are two. */
export type NumberedLine = LogLine & { readonly number: number };

/** The levels, the least first. */
export const logLevels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

const LINES_MAX = 1_000;

/**
 * The newest lines of a strategy as they come. While somebody reads further up nothing moves: what comes is counted, and
 * shown once they go to the newest again.
 */
export class LogTail {
  readonly level: Signal<LogLevel> = signal('debug');
  readonly #all = signal<readonly NumberedLine[]>([]);
  readonly #heldBack = signal<readonly NumberedLine[] | null>(null);
  readonly #refusal = signal<string | null>(null);
  readonly #stop: () => void;
  readonly #endPaint: () => void;
  #lines: NumberedLine[] = [];
  #isDirty = false;
  #numbers = 0;

  constructor(
    { source, frames }: { readonly source: ChannelSource; readonly frames: FrameLoop },
    strategy: string,
  ) {
    const add = (line: LogLine): void => {
      this.#numbers += 1;
      this.#lines.push({ ...line, number: this.#numbers });
      // A page that is hidden has no frames.
      if (this.#lines.length > 2 * LINES_MAX) this.#lines = this.#lines.slice(-LINES_MAX);
      this.#isDirty = true;
    };
    this.#stop = source.hear(`logs:${strategy}`, {
      snapshot: (items) => {
        this.#lines = [];
        this.#isDirty = true;
        for (const item of items) add(item);
        frames.request();
      },
      item: (item) => {
        add(item);
        frames.request();
      },
      refused: (_, detail) => {
        this.#refusal.value = detail;
      },
    });
    this.#endPaint = frames.add('compute', () => {
      if (!this.#isDirty) return;
      this.#isDirty = false;
      this.#all.value = this.#lines.slice(-LINES_MAX);
    });
  }

  /** Those that are shown, the newest last. */
  readonly lines: ReadonlySignal<readonly NumberedLine[]> = computed(() => {
    const least = logLevels.indexOf(this.level.value);
    const from = this.#heldBack.value ?? this.#all.value;
    return from.filter(({ level }) => logLevels.indexOf(level) >= least);
  });

  /** How many came since somebody reads further up; null while what comes is shown. */
  readonly waiting: ReadonlySignal<number | null> = computed(() => {
    const shown = this.#heldBack.value;
    const last = shown?.at(-1)?.number ?? 0;
    return shown === null ? null : this.#all.value.filter(({ number }) => number > last).length;
  });

  /** Whether any line is known, of whatever level. */
  readonly isEmpty: ReadonlySignal<boolean> = computed(() => this.#all.value.length === 0);

  /** Why it cannot be heard; null where it can. */
  get refusal(): ReadonlySignal<string | null> {
    return this.#refusal;
  }

  /** Keeps what is shown as it is. */
  pause(): void {
    if (this.#heldBack.peek() === null) this.#heldBack.value = this.#all.peek();
  }

  /** Shows what comes again. */
  resume(): void {
    this.#heldBack.value = null;
  }

  /** Hears no more. */
  end(): void {
    this.#stop();
    this.#endPaint();
  }
}

/** Lines as text, one each, with its fields as JSON: to be sent to somebody. */
export function linesAsText(lines: readonly LogLine[]): string {
  return lines
    .map(({ at, level, text, fields }) => {
      const rest = Object.keys(fields).length === 0 ? '' : ` ${JSON.stringify(fields)}`;
      return `${at} ${level.toUpperCase()} ${text}${rest}`;
    })
    .join('\n');
}
