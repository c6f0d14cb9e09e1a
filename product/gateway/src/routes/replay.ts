import { formatTimestamp, ok, parseTimestamp, type Result, type Timestamp } from 'argosy/core';
import { replayChangeSchema, replaySchema, type Replay } from '@argosy/contract';

import { defineRoute, reply, type Route } from '../http/route.ts';
import type { ReplayRow } from '../platform/replay-face.ts';

/** The replay of a recorded market. */
export const replayRoutes: readonly Route[] = [
  defineRoute({
    name: 'readReplay',
    method: 'GET',
    path: '/system/replay',
    tag: 'system',
    summary: 'How the replay of a recorded market stands, where there is one.',
    guard: { policy: 'viewer' },
    answer: replaySchema,
    handle: async (_, { platform }) => {
      const status = await platform.replay.status();
      return status.ok ? reply(replayShape(status.value)) : status;
    },
  }),
  defineRoute({
    name: 'changeReplay',
    method: 'PUT',
    path: '/system/replay',
    tag: 'system',
    summary: 'Hold the replay, let it go on, faster or slower, or from a later instant.',
    guard: { policy: 'owner', audit: 'replay.change' },
    body: replayChangeSchema,
    answer: replaySchema,
    handle: async ({ body: { at, ...change } }, { platform }) => {
      const instant = instantOf(at);
      if (!instant.ok) return instant;
      const later = instant.value === null ? {} : { at: instant.value };
      const changed = await platform.replay.change({ ...definedOf(change), ...later });
      return changed.ok ? reply(replayShape(changed.value)) : changed;
    },
  }),
];

function instantOf(text: string | undefined): Result<Timestamp | null> {
  if (text === undefined) return ok(null);
  const read = parseTimestamp(text);
  return read.ok ? ok(read.value.at) : read;
}

type Told = { readonly state?: 'playing' | 'paused'; readonly speed?: number };

function definedOf({
  state,
  speed,
}: {
  readonly state?: Told['state'] | undefined;
  readonly speed?: number | undefined;
}): Told {
  return { ...(state === undefined ? {} : { state }), ...(speed === undefined ? {} : { speed }) };
}

function replayShape({ state, speed, at }: ReplayRow): Replay {
  return { state, speed, at: formatTimestamp(at) };
}
