import { brand, MICROS_PER_DAY, type Micros, type SessionClock, type Timestamp } from 'argosy/core';

/** When a job runs: so often, or once a day by the clock of an exchange. */
export type JobSchedule =
  | { readonly kind: 'every'; readonly micros: Micros }
  | { readonly kind: 'daily'; readonly at: Micros; readonly clock: SessionClock };

/**
 * The first instant behind `now` that a job is planned for. An interval is counted from the instant it was planned for
 * before, not from when its run began or ended: so it neither drifts nor bunches up behind a pause.
 */
export function nextRun(
  schedule: JobSchedule,
  { planned, now }: { readonly planned: Timestamp; readonly now: Timestamp },
): Timestamp {
  return schedule.kind === 'every'
    ? nextOfEvery(schedule.micros, planned, now)
    : nextOfDay(schedule.at, schedule.clock, now);
}

/** How far ahead a plan can lie: one that lies further is of a clock that has gone back. */
export function farthest(schedule: JobSchedule): number {
  // A day on which the exchange's clock is set back is longer.
  return schedule.kind === 'every' ? schedule.micros : MICROS_PER_DAY + MICROS_PER_DAY / 8;
}

function nextOfEvery(micros: Micros, planned: Timestamp, now: Timestamp): Timestamp {
  if (planned > now) return planned;
  const passed = Math.floor((now - planned) / micros) + 1;
  return brand<Timestamp>(planned + passed * micros);
}

function nextOfDay(at: Micros, clock: SessionClock, now: Timestamp): Timestamp {
  const today = Math.floor((now + clock.offsetAt(now)) / MICROS_PER_DAY);
  for (let day = today - 1; day <= today + 1; day += 1) {
    const planned = instantOf(day, at, clock);
    if (planned > now) return planned;
  }
  return instantOf(today + 2, at, clock);
}

/** A time of day as an instant, by how far the clock is ahead of UTC then. */
function instantOf(day: number, at: Micros, clock: SessionClock): Timestamp {
  const local = day * MICROS_PER_DAY + at;
  const near = brand<Timestamp>(local - clock.offsetAt(brand<Timestamp>(local)));
  return brand<Timestamp>(local - clock.offsetAt(near));
}
