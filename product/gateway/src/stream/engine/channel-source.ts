import type { ChannelKind } from '@argosy/contract/stream';

import type { Caller } from '../../auth/caller.ts';
import type { LatestChannel } from './latest-channel.ts';
import type { LogChannel } from './log-channel.ts';

/** A channel of either mode. */
export type Channel = LatestChannel | LogChannel;

/** Where the channels of some kinds come from. */
export interface ChannelSource {
  readonly kinds: readonly ChannelKind[];
  /** A channel, where there is one and the caller may hear it; whoever may not is told no more than that. */
  find(kind: ChannelKind, key: string, caller: Caller): Channel | null;
}

/** The sources by the kinds of their channels; two of one kind are a bug. */
export function sourcesByKind(
  sources: readonly ChannelSource[],
): ReadonlyMap<ChannelKind, ChannelSource> {
  const byKind = new Map<ChannelKind, ChannelSource>();
  for (const source of sources) {
    for (const kind of source.kinds) {
      if (byKind.has(kind)) throw new RangeError(`two sources of ${kind}`);
      byKind.set(kind, source);
    }
  }
  return byKind;
}
