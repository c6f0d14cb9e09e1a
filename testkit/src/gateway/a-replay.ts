import { ok, toTimestamp } from 'argosy/core';
import type { Platform } from '@argosy/gateway';

/** A replay that stands wherever it is told to, and notes what is asked of it: `replay {"speed":10}`. */
export function aReplay(asked: string[]): Platform['replay'] {
  const status = { state: 'playing', speed: 1, at: toTimestamp(0) } as const;
  return {
    status: () => Promise.resolve(ok(status)),
    change: (change) => {
      asked.push(`replay ${JSON.stringify(change)}`);
      return Promise.resolve(ok({ ...status, ...change }));
    },
  };
}
