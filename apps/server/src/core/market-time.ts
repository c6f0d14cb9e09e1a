import { existsSync } from 'node:fs';

import { toMicros, toTimestamp, type Micros, type Timestamp } from 'argosy/core';
import type { ReconciliationPolicy } from 'argosy/reconciliation';
import type { LiveTime } from '@argosy/bridge';
import { JournalReader, lastPosition, type JournalRecord } from '@argosy/journal';
import type { SimClock } from '@argosy/sim';

/** The time of a market in this process, for the machines that trade there. */
export function liveTime(clock: SimClock): LiveTime {
  return {
    wall: () => clock.now(),
    elapsed: () => clock.now(),
    after: clock.after,
    soon: setImmediate,
  };
}

/**
 * A broker in this process has a request within milliseconds of the wall clock, or never: whoever waited as long as for
 * one far away would keep an account halted for a minute behind every kill.
 */
export function patienceBesideIt(pace: number): Partial<ReconciliationPolicy> {
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

/** The instant of the last record of a journal; null where there is none. */
export function lastInstant(folder: string): Timestamp | null {
  if (!existsSync(folder)) return null;
  const last = lastPosition(folder);
  if (last <= 0) return null;
  const reader = new JournalReader({ folder, from: last });
  try {
    let instant: number | null = null;
    // Blocks that end before the one that is wanted come as well, with nothing in them.
    for (let records = reader.take(); records !== null; records = reader.take()) {
      for (const { entry } of records) instant = Math.max(instant ?? 0, instantOf(entry));
    }
    return instant === null ? null : toTimestamp(instant);
  } finally {
    reader.close();
  }
}

function instantOf(entry: JournalRecord['entry']): number {
  if (entry.kind === 'event') return entry.event.receivedAt;
  const { input } = entry;
  return input.kind === 'command' ? input.at : input.availableAt;
}
