import type { ChannelListener } from '@argosy/contract/stream';
import { expect, test } from 'vitest';

import { FrameLoop } from '../../hot/frame-loop.ts';
import { linesAsText, LogTail, type LogLevel, type LogLine } from './log-tail.ts';

function line(text: string, level: LogLevel = 'info'): LogLine {
  return { at: '2026-11-20T04:15:00Z', level, text, fields: {} };
}

class Rig {
  readonly tail: LogTail;
  readonly #frames: ((at: number) => void)[] = [];
  #listener: ChannelListener<LogLine> = {};

  constructor() {
    const frames = new FrameLoop(
      (run) => this.#frames.push(run),
      () => 0,
    );
    const source = {
      hear: (_: string, listener: ChannelListener<LogLine>): (() => void) => {
        this.#listener = listener;
        return () => {};
      },
    };
    this.tail = new LogTail({ source, frames }, 'ema');
  }

  begin(...lines: readonly LogLine[]): void {
    this.#listener.snapshot?.(lines, 0);
    this.frame();
  }

  say(...lines: readonly LogLine[]): void {
    for (const said of lines) this.#listener.item?.(said, 1);
    this.frame();
  }

  frame(): void {
    for (const run of this.#frames.splice(0)) run(0);
  }

  get shown(): readonly string[] {
    return this.tail.lines.value.map(({ text }) => text);
  }
}

test('lines come as they are logged, and a snapshot begins anew', () => {
  const rig = new Rig();
  rig.begin(line('a'));
  rig.say(line('b'), line('b'));
  expect(rig.shown).toEqual(['a', 'b', 'b']);
  rig.begin(line('c'));
  expect(rig.shown).toEqual(['c']);
});

test('while it is paused nothing moves, and what comes is counted', () => {
  const rig = new Rig();
  rig.begin(line('a'));
  expect(rig.tail.waiting.value).toBeNull();
  rig.tail.pause();
  rig.say(line('b'), line('c'));
  expect([rig.shown, rig.tail.waiting.value]).toEqual([['a'], 2]);
  rig.tail.resume();
  expect([rig.shown, rig.tail.waiting.value]).toEqual([['a', 'b', 'c'], null]);
});

test('a level leaves out what is below it', () => {
  const rig = new Rig();
  rig.begin(line('d', 'debug'), line('i'), line('w', 'warn'), line('e', 'error'));
  rig.tail.level.value = 'warn';
  expect(rig.shown).toEqual(['w', 'e']);
});

test('a thousand lines are kept, the newest', () => {
  const rig = new Rig();
  rig.begin();
  rig.say(...Array.from({ length: 1_500 }, (_, at) => line(String(at))));
  expect([rig.shown.length, rig.shown[0], rig.shown.at(-1)]).toEqual([1_000, '500', '1499']);
});

test('copied lines have their level and fields', () => {
  const text = linesAsText([line('a'), { ...line('b', 'warn'), fields: { fast: 1 } }]);
  expect(text).toBe('2026-11-20T04:15:00Z INFO a\n2026-11-20T04:15:00Z WARN b {"fast":1}');
});
