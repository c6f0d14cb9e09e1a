import { ArgosyError } from 'argosy/core';

/** The codes of `shardErrors`. */
export type ShardErrorCode =
  | 'BAD_FRAME'
  | 'GATE_FULL'
  | 'JOURNAL_FULL'
  | 'LINE_ORDER'
  | 'LINK_FULL'
  | 'SHARD_BROKEN'
  | 'TIME_WENT_BACK';

/** Every code the shard throws, with what it means. Docs are generated from it. */
export const shardErrors: Readonly<Record<ShardErrorCode, string>> = {
  BAD_FRAME: 'what came over the line to a hosted engine cannot be read',
  GATE_FULL: 'too much waits for the journal',
  JOURNAL_FULL: 'a journal that keeps everything has no room for more',
  LINE_ORDER: 'a hosted engine was told things in an order that cannot be',
  LINK_FULL: 'too many commands wait on the link',
  SHARD_BROKEN:
    'a bug ended an input in the middle: start anew from the journal, where that input is whole or not at all',
  TIME_WENT_BACK: 'an input came with a time before the last one',
};

/** Makes an error of the shard's table with the particulars of the case. */
export function shardError(code: ShardErrorCode, detail: string): ArgosyError {
  return new ArgosyError(code, `${shardErrors[code]}: ${detail}`);
}
