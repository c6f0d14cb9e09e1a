import {
  alwaysOpen,
  ledgerScales,
  Random,
  SessionClock,
  toBookId,
  toOriginCode,
} from 'argosy/core';
import { EngineMachine } from 'argosy/engine';
import type { Link } from 'argosy/shard';
import { aSeat } from '@argosy/testkit';

import { instruments, trader } from './our-side.ts';
import { Trader } from './trader.ts';

/** What every engine of ours is made of: one strategy, which trades by chance. */
export function ourEngine(seed: string, link: Link): EngineMachine {
  return new EngineMachine({
    instruments,
    calendars: new Map([[alwaysOpen.id, new SessionClock(alwaysOpen)]]),
    externalBars: [],
    scales: ledgerScales({}),
    strategies: [
      aSeat({
        strategy: new Trader({}),
        id: trader,
        code: toOriginCode('TRAD'),
        book: toBookId('TRADER'),
      }),
    ],
    random: Random.fromSeed(seed),
    out: {
      command: (command) => link.send(command),
      ask: () => {},
      log: () => {},
      fault: ({ message }) => {
        throw new Error(`the strategy failed: ${message}`);
      },
    },
  });
}
