import { resolve } from 'node:path';

import { REPLAY_SPEED_MAX, REPLAY_SPEED_MIN } from '@argosy/bridge';
import { isLocal, parseFeedAddress, PATH_BYTES_MAX, type FeedAddress } from '@argosy/feed';
import { parseTimestamp, type Timestamp } from 'argosy/core';

import { toPath, wrong } from './config-paths.ts';
import type { MarketConfig } from './server-config.ts';
import type { Settings } from './settings.ts';

/** Where the paths of a market start from. */
export type MarketBases = { readonly base: string; readonly data: string };

/** Reads whose prices a node trades by. */
export function readMarket(settings: Settings, { base, data }: MarketBases): MarketConfig {
  const pathOf = (part: Settings, name: string): string | null => {
    return part.textOrNull(name) === null ? null : resolve(base, part.made(name, 'x', toPath));
  };
  const replay = settings.section('replay');
  const feed = settings.section('feed');
  const config: MarketConfig = {
    kind: settings.word('kind', 'demo', ['demo', 'replay', 'feed']),
    instruments: pathOf(settings, 'instruments'),
    replay: {
      tape: pathOf(replay, 'tape'),
      history: pathOf(replay, 'history'),
      from:
        replay.textOrNull('from') === null
          ? null
          : replay.made('from', '1970-01-01T00:00:00Z', toInstant),
      speed: replay.decimal('speed', {
        otherwise: 1,
        least: REPLAY_SPEED_MIN,
        most: REPLAY_SPEED_MAX,
      }),
    },
    feed: {
      at: feed.made('at', 'feed.sock', (text) => toAddress(text, data)),
      isElsewhere: feed.flag('elsewhere', false),
    },
  };
  refuseIncomplete(config, { settings, replay, feed });
  for (const part of [replay, feed, settings]) part.finish();
  return config;
}

type Parts = { readonly settings: Settings; readonly replay: Settings; readonly feed: Settings };

/** What a kind of market needs beside itself; of the others nothing is asked. */
function refuseIncomplete({ kind, instruments, replay, feed }: MarketConfig, parts: Parts): void {
  if (kind === 'replay') refuseReplay({ instruments, ...replay }, parts);
  if (kind !== 'feed') return;
  if (instruments === null) {
    parts.settings.refuse('instruments', 'is missing: which instruments the feed brings');
  }
  const { at } = feed;
  if (at.kind === 'path' && Buffer.byteLength(at.path) > PATH_BYTES_MAX) {
    const detail = `${at.path}: longer than the ${PATH_BYTES_MAX} bytes that a socket takes`;
    parts.feed.refuse('at', detail);
  }
  if (!isLocal(at) && !feed.isElsewhere) {
    const detail = 'it is reached from other machines: that takes feed.elsewhere';
    parts.feed.refuse('at', detail);
  }
}

function refuseReplay(
  { instruments, tape, history }: Pick<MarketConfig, 'instruments'> & MarketConfig['replay'],
  { settings, replay }: Parts,
): void {
  if (tape !== null && history !== null) replay.refuse('history', 'either this or tape');
  if (tape === null && history === null) replay.refuse('tape', 'is missing: this or history');
  if (history !== null && instruments === null) {
    settings.refuse('instruments', 'is missing: which instruments of the history are replayed');
  }
}

function toInstant(text: string): Timestamp {
  const parsed = parseTimestamp(text);
  if (parsed.ok) return parsed.value.at;
  throw wrong(`expected an instant such as 2026-11-20T09:15:00+05:30, got ${JSON.stringify(text)}`);
}

function toAddress(text: string, data: string): FeedAddress {
  const address = parseFeedAddress(text);
  return address.kind === 'port' ? address : { ...address, path: resolve(data, address.path) };
}
