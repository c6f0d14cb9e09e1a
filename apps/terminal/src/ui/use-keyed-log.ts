import { useEffect, useState } from 'react';

import { useTerminal } from '../app/context.tsx';
import { KeyedLog } from '../link/keyed-log.ts';

/** A node that has just begun does not know all of its channels yet. */
const AGAIN_MS = 3_000;

/**
 * What a log channel brings, heard while a component is there; null until it is. One that is refused is asked for again, and
 * stays refused until it is there. `keyOf` has to be stable.
 */
export function useKeyedLog<Item>(
  channel: string,
  keyOf: (item: Item) => string,
): KeyedLog<Item> | null {
  const { link } = useTerminal();
  const [log, setLog] = useState<KeyedLog<Item> | null>(null);
  useEffect(() => {
    const place = { source: link.stream, frames: link.frames };
    let timer: number | undefined;
    const open = (): KeyedLog<Item> => {
      const opened = new KeyedLog<Item>(place, channel, { keyOf });
      opened.isLoaded.subscribe((isLoaded) => {
        if (isLoaded) setLog(opened);
      });
      opened.refusal.subscribe((refusal) => {
        if (refusal === null) return;
        opened.end();
        timer = window.setTimeout(() => {
          current = open();
        }, AGAIN_MS);
      });
      return opened;
    };
    let current = open();
    setLog(current);
    return () => {
      clearTimeout(timer);
      current.end();
    };
  }, [link, channel, keyOf]);
  return log;
}
