import type { BinaryRecord, ChannelListener, Subscribed } from '@argosy/contract/stream';
import { beforeEach, expect, test, vi } from 'vitest';

import { FrameLoop } from './frame-loop.ts';
import { MarketBoard } from './market-board.ts';

const terms: Subscribed = {
  channel: 'quotes:SBIN.NSE',
  mode: 'latest',
  seq: 1,
  from: 'snapshot',
  handle: 1,
  pricePrecision: 2,
  sizePrecision: 0,
};

/** A stream whose records the test sends, and frames that it runs. */
class Rig {
  readonly heard = new Map<string, Set<ChannelListener>>();
  readonly frames: FrameLoop;
  readonly board: MarketBoard;
  #waiting: ((at: number) => void) | null = null;
  #now = 0;

  constructor() {
    this.frames = new FrameLoop(
      (run) => {
        this.#waiting = run;
      },
      () => this.#now,
    );
    const source = {
      hear: (channel: string, listener: ChannelListener): (() => void) => {
        const listeners = this.heard.get(channel) ?? new Set();
        listeners.add(listener);
        this.heard.set(channel, listeners);
        return () => {
          listeners.delete(listener);
          if (listeners.size === 0) this.heard.delete(channel);
        };
      },
    };
    this.board = new MarketBoard(source, this.frames, () => this.#now);
  }

  send(channel: string, record: Omit<BinaryRecord, 'handle' | 'seq' | 'bids'>): void {
    for (const listener of this.heard.get(channel) ?? []) {
      listener.record?.({ handle: 1, seq: 1, bids: 0, ...record }, terms);
    }
  }

  quote(bid: number, ask: number): void {
    this.send('quotes:SBIN.NSE', { kind: 'quote', flags: 0, fields: [7, bid, ask, 410, 95] });
  }

  frame(at: number): void {
    this.#now = at;
    const run = this.#waiting;
    this.#waiting = null;
    run?.(at);
  }

  get isFrameAsked(): boolean {
    return this.#waiting !== null;
  }
}

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});

test('a quote brings bid and ask, each in its place and with its size', () => {
  rig.board.watch('SBIN.NSE', () => {});
  rig.quote(81_200, 81_205);
  expect(rig.board.row('SBIN.NSE')).toMatchObject({
    bid: 812,
    ask: 812.05,
    bidQty: 410,
    askQty: 95,
  });
});

test('the price is the last trade, and the middle of bid and ask until there is one', () => {
  rig.board.watch('SBIN.NSE', () => {});
  rig.quote(81_200, 81_300);
  expect(rig.board.row('SBIN.NSE')?.price).toBe(812.5);
  rig.send('trades:SBIN.NSE', { kind: 'trade', flags: 1, fields: [8, 81_290, 5] });
  expect(rig.board.row('SBIN.NSE')).toMatchObject({ price: 812.9, taker: 1 });
});

test('ticks paint nothing; the next frame paints the last of them, once', () => {
  const painter = vi.fn<(row: { readonly bid: number }) => void>();
  rig.board.watch('SBIN.NSE', ({ bid }) => painter({ bid }), 'frame');
  painter.mockClear();
  for (const bid of [81_200, 81_205, 81_210]) rig.quote(bid, 81_300);
  expect(painter).not.toHaveBeenCalled();
  rig.frame(16);
  expect(painter.mock.calls).toEqual([[{ bid: 812.1 }]]);
});

test('what is read by people is painted no more often than they can read, and its last value always is', () => {
  const bids: number[] = [];
  rig.board.watch('SBIN.NSE', ({ bid }) => bids.push(bid), 'text');
  rig.frame(0);
  bids.length = 0;
  let last = 0;
  for (let at = 100; at <= 400; at += 16) {
    last = 81_000 + at;
    rig.quote(last, 90_000);
    rig.frame(at);
  }
  for (let at = 416; rig.isFrameAsked && at < 600; at += 16) rig.frame(at);
  expect(bids.at(-1)).toBe(last / 100);
  expect(bids.length).toBeLessThanOrEqual(6);
});

test('once nothing more comes, the last value is painted within two frames, under load as well', () => {
  rig.board.slowness = 4;
  const bids: number[] = [];
  rig.board.watch('SBIN.NSE', ({ bid }) => bids.push(bid), 'slow');
  rig.frame(0);
  for (const [at, bid] of [
    [1_000, 81_200],
    [1_016, 81_205],
  ] as const) {
    rig.quote(bid, 90_000);
    rig.frame(at);
  }
  expect(bids.at(-1)).toBe(812);
  rig.frame(1_032);
  expect(bids.at(-1)).toBe(812.05);
});

test('under load all but what is in focus is painted less often', () => {
  const painted: number[] = [];
  rig.board.slowness = 4;
  rig.board.watch('SBIN.NSE', () => painted.push(1), 'text');
  painted.length = 0;
  for (let at = 1_000; at < 2_000; at += 16) {
    rig.quote(at, 90_000);
    rig.frame(at);
  }
  expect(painted.length).toBeLessThanOrEqual(4);
});

test('channels are heard while somebody watches, and no longer', () => {
  const ends = [rig.board.watch('SBIN.NSE', () => {}), rig.board.watch('SBIN.NSE', () => {})];
  expect([...rig.heard.keys()]).toEqual(['quotes:SBIN.NSE', 'trades:SBIN.NSE']);
  for (const end of ends) end();
  expect(rig.heard.size).toBe(0);
  expect(rig.board.row('SBIN.NSE')).toBeNull();
});

test('nobody is painted who has left while a frame was waited for', () => {
  const painter = vi.fn<() => void>();
  const end = rig.board.watch('SBIN.NSE', painter, 'frame');
  painter.mockClear();
  rig.quote(81_200, 81_205);
  end();
  rig.frame(16);
  expect(painter).not.toHaveBeenCalled();
});

test('a frame goes through its phases in their order, whoever came first', () => {
  const order: string[] = [];
  rig.frames.add('draw', () => order.push('draw'));
  rig.frames.add('write', () => order.push('write'));
  rig.frames.add('compute', () => order.push('compute'));
  rig.frames.request();
  rig.frames.request();
  rig.frame(16);
  expect(order).toEqual(['compute', 'write', 'draw']);
});
