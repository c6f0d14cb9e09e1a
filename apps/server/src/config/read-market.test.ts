import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { mistakeLine, readConfig, type ConfigRead, type Configuration } from './index.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-market-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function read(node: string, env: Readonly<Record<string, string>> = {}): ConfigRead<Configuration> {
  writeFileSync(join(folder, 'node.yaml'), node);
  return readConfig({ folder, env, base: '/base' });
}

const fed = 'market: { kind: feed, instruments: mine.yaml }';

describe('the market of a node', () => {
  test.each([
    ['market: { kind: feed }', 'market.instruments: is missing: which instruments the feed brings'],
    ['market: { kind: replay }', 'market.replay.tape: is missing: this or history'],
    [
      'market: { kind: replay, replay: { tape: a, history: b } }',
      'market.replay.history: either this or tape',
    ],
    [
      'market: { kind: replay, replay: { history: b } }',
      'market.instruments: is missing: which instruments of the history are replayed',
    ],
    [
      'market: { kind: feed, instruments: i, feed: { at: "127.0.0.1:9100" } }',
      'ARGOSY_FEED_SECRET: is missing: market.feed.at is a port',
    ],
    [
      'market: { kind: feed, instruments: i, feed: { at: "10.0.0.4:9100" } }',
      'market.feed.at: it is reached from other machines: that takes feed.elsewhere',
    ],
    [
      `market: { kind: feed, instruments: i, feed: { at: ${'x'.repeat(100)} } }`,
      'longer than the 103 bytes that a socket takes',
    ],
    [
      'market: { replay: { speed: 200 } }',
      'market.replay.speed: expected a number from 0.1 to 100',
    ],
  ])('%s is refused', (node, mistake) => {
    const found = read(node);
    expect(found.ok ? [] : found.mistakes.map(mistakeLine)).toEqual([
      expect.stringContaining(mistake),
    ]);
  });

  test('a secret that is too short is refused, and not told', () => {
    const found = read(fed, { ARGOSY_FEED_SECRET: 'hunter2' });
    expect(found.ok ? [] : found.mistakes.map(mistakeLine)).toEqual([
      'ARGOSY_FEED_SECRET: is shorter than 16 letters',
    ]);
  });

  test('a socket lies in the data folder, instruments where paths start from', () => {
    expect(read(fed)).toMatchObject({
      value: {
        config: {
          node: {
            market: {
              instruments: '/base/mine.yaml',
              feed: { at: { kind: 'path', path: '/base/data/feed.sock' } },
            },
          },
        },
      },
    });
  });

  test('the samples run on the demo; another market runs what is listed', () => {
    const count = (node: string): number => {
      const found = read(node);
      return found.ok ? found.value.config.strategies.strategies.length : -1;
    };
    expect([count(''), count(fed)]).toEqual([3, 0]);
  });
});
