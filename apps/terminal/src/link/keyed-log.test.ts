import type { ChannelListener } from '@argosy/contract/stream';
import { describe, expect, test } from 'vitest';

import { FrameLoop } from '../hot/frame-loop.ts';
import { KeyedLog, OVER_MAX, type KeyedLogOptions } from './keyed-log.ts';

type Item = { readonly id: string; readonly state: 'open' | 'done' };
const open = (id: string): Item => ({ id, state: 'open' });
const done = (id: string): Item => ({ id, state: 'done' });

/** A log whose channel says what it is told, and whose frames come when they are asked to. */
function aLog(options: Partial<KeyedLogOptions<Item>> = {}) {
  let heard: ChannelListener = {};
  let next: ((at: number) => void) | null = null;
  let isHeard = true;
  const frames = new FrameLoop(
    (run) => {
      next = run;
    },
    () => 0,
  );
  const source = {
    hear: (_: string, listener: ChannelListener) => {
      heard = listener;
      return () => {
        isHeard = false;
      };
    },
  };
  const log = new KeyedLog<Item>({ source, frames }, 'orders:A', {
    keyOf: ({ id }) => id,
    ...options,
  });
  return {
    log,
    say: (item: Item) => heard.item?.(item as never, 0),
    snapshot: (...items: readonly Item[]) => heard.snapshot?.(items as never, 0),
    refuse: (detail: string) => heard.refused?.('FORBIDDEN', detail),
    /** Whether a frame was asked for; it is run then. */
    frame: (): boolean => {
      const run = next;
      next = null;
      run?.(0);
      return run !== null;
    },
    shown: () => log.rows.peek().map(({ id, state }) => `${id} ${state}`),
    isHeard: () => isHeard,
  };
}

describe('what a channel brings by key', () => {
  test('is shown with the next frame, each as it was told last, where it first stood', () => {
    const { say, frame, shown, snapshot } = aLog();
    snapshot(open('a'), open('b'));
    say(done('a'));
    expect(shown()).toEqual([]);
    expect(frame()).toBe(true);
    expect(shown()).toEqual(['a done', 'b open']);
  });

  test('is what a snapshot says, once that comes: what was before is gone', () => {
    const { log, say, snapshot, frame, shown } = aLog();
    say(open('old'));
    expect(log.isLoaded.peek()).toBe(false);
    snapshot(open('a'));
    frame();
    expect([log.isLoaded.peek(), ...shown()]).toEqual([true, 'a open']);
    expect(log.find('old')).toBeUndefined();
  });

  test('stands behind what was before it, of which what the channel tells is newer', async () => {
    const { log, say, snapshot, frame, shown } = aLog({
      past: () => Promise.resolve([done('old'), open('a')]),
    });
    snapshot(done('a'), open('b'));
    await Promise.resolve();
    say(done('b'));
    await expect.poll(() => frame() && shown()).toEqual(['old done', 'a done', 'b done']);
    expect(log.find('old')).toEqual(done('old'));
  });

  test('stands without what was before it, where another snapshot came meanwhile', async () => {
    const answers: ((items: readonly Item[]) => void)[] = [];
    const past = (): Promise<readonly Item[]> =>
      new Promise((resolve) => void answers.push(resolve));
    const { snapshot, frame, shown } = aLog({ past });
    snapshot(open('a'));
    snapshot(open('b'));
    answers[0]?.([done('stale')]);
    await Promise.resolve();
    frame();
    expect(shown()).toEqual(['b open']);
  });

  test('is heard item by item, a snapshot is not', () => {
    const seen: string[] = [];
    const { say, snapshot } = aLog({ onItem: ({ id }) => void seen.push(id) });
    snapshot(open('a'));
    say(open('b'));
    expect(seen).toEqual(['b']);
  });

  test('is painted too where an answer was here before the channel', () => {
    const { log, snapshot, frame, shown } = aLog();
    snapshot();
    frame();
    log.put('a', open('a'));
    expect(frame()).toBe(true);
    expect(shown()).toEqual(['a open']);
  });

  test('says why it cannot be heard', () => {
    const { log, refuse } = aLog();
    refuse('not yours');
    expect(log.refusal.peek()).toBe('not yours');
  });

  test('is heard no more once it ends', () => {
    const { log, isHeard } = aLog();
    log.end();
    expect(isHeard()).toBe(false);
  });
});

test('of what is over only the newest stay, and nothing that is open ever goes', () => {
  const { log, say, frame } = aLog({ isOver: ({ state }) => state === 'done' });
  say(open('first'));
  for (let at = 0; at < 3 * OVER_MAX; at += 1) say(done(String(at)));
  frame();
  const rows = log.rows.peek();
  expect(rows.length).toBeLessThanOrEqual(OVER_MAX + 101);
  expect(rows[0]).toEqual(open('first'));
  expect(rows.at(-1)).toEqual(done(String(3 * OVER_MAX - 1)));
  expect(rows.filter(({ state }) => state === 'done').length).toBeGreaterThanOrEqual(OVER_MAX);
});

test('all stay where nobody says what is over', () => {
  const { log, say, frame } = aLog();
  for (let at = 0; at < OVER_MAX + 500; at += 1) say(done(String(at)));
  frame();
  expect(log.rows.peek()).toHaveLength(OVER_MAX + 500);
});
