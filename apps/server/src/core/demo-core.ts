import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { toMicros, toTimestamp, type Micros, type Timestamp } from 'argosy/core';
import { InstrumentTable } from 'argosy/domain';
import type { ReconciliationPolicy } from 'argosy/reconciliation';
import { JournalReader, lastPosition, type JournalRecord } from '@argosy/journal';
import { demoExchange, indianCharges, machineClock, type Demo, type DemoPlan } from '@argosy/sim';

import { keepListings } from './listings.ts';
import type { CoreMarket } from './live-core.ts';

/** The demo exchange as a market of a core, and itself. */
export type DemoCore = { readonly market: CoreMarket; readonly demo: Demo };

/** Founds the demo exchange of a data folder. Where its time runs fast it goes on from where the journal ends. */
export function demoCore(folder: string, plan: DemoPlan): DemoCore {
  const clock = machineClock();
  const from = isFast(plan) ? lastInstant(join(folder, 'journal')) : null;
  const demo = demoExchange({ clock, plan, ...(from === null ? {} : { from }) });
  const { market } = demo;
  const listed = keepListings(join(folder, 'listings.bin'), market.instruments, demo.clock.now());
  return {
    demo,
    market: {
      adapter: demo.adapter,
      paper: demo.adapter,
      instruments: new InstrumentTable(listed),
      calendars: [market.calendar],
      fees: indianCharges('zerodha', market.ground.plan.exchange),
      policy: patienceBesideIt(demo.clock.pace),
      time: {
        wall: () => demo.clock.now(),
        elapsed: () => demo.clock.now(),
        after: demo.clock.after,
        soon: setImmediate,
      },
    },
  };
}

/**
 * A broker in this process has a request within milliseconds of the wall clock, or never: whoever waited as long as for
 * one far away would keep an account halted for a minute behind every kill.
 */
function patienceBesideIt(pace: number): Partial<ReconciliationPolicy> {
  const ofSeconds = (seconds: number): Micros => toMicros(Math.ceil(seconds * 1_000_000 * pace));
  return {
    raceWindow: ofSeconds(1),
    graceWindow: ofSeconds(1),
    answerTimeout: ofSeconds(2),
    retry: ofSeconds(0.25),
    cycle: ofSeconds(30),
    missingRounds: 2,
  };
}

function isFast({ hours = 'always' }: DemoPlan): boolean {
  return typeof hours !== 'string';
}

/** The instant of the last record; null where there is none. */
function lastInstant(folder: string): Timestamp | null {
  if (!existsSync(folder)) return null;
  const last = lastPosition(folder);
  if (last <= 0) return null;
  const reader = new JournalReader({ folder, from: last });
  try {
    const records = reader.take() ?? [];
    return toTimestamp(Math.max(0, ...records.map(({ entry }) => instantOf(entry))));
  } finally {
    reader.close();
  }
}

function instantOf(entry: JournalRecord['entry']): number {
  if (entry.kind === 'event') return entry.event.receivedAt;
  const { input } = entry;
  return input.kind === 'command' ? input.at : input.availableAt;
}
