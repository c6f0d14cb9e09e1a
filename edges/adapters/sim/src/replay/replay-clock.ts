import { toTimestamp, type Timestamp } from 'argosy/core';

import type { SimClock } from '../sim-clock.ts';

/** Nothing comes for so long: a night, which nobody wants to sit through. */
const GAP_US_MIN = 1_800_000_000;
/** So much of it is left at either end: what ends with a day ends before the next one begins. */
const LINGER_US = 60_000_000;

/** What a clock of a recording knows of it. */
export type Recording = {
  /** When the last row came, and when the next one does. */
  readonly lastAt: number;
  readonly nextAt: number;
};

/** Somebody who waits for an instant; what calls it off is null while time stands still. */
type Alarm = { readonly dueAt: number; readonly run: () => void; callOff: (() => void) | null };

/**
 * Time as it went by in a recording, faster or slower than a clock's; nights are left out but for a minute at either end.
 * It stands still until it begins, and while it is held; who waits for an instant waits with it.
 */
export class ReplayClock implements SimClock {
  readonly #clock: SimClock;
  readonly #recording: Recording;
  readonly #alarms = new Set<Alarm>();
  #speed: number;
  #at: number;
  #seen: number;
  #isBegun = false;
  #isHeld = false;

  constructor(
    clock: SimClock,
    recording: Recording,
    { from, speed }: { readonly from: Timestamp; readonly speed: number },
  ) {
    this.#clock = clock;
    this.#recording = recording;
    this.#speed = speed;
    this.#at = from;
    this.#seen = clock.now();
  }

  get speed(): number {
    return this.#speed;
  }

  /** Whether somebody holds it. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** How fast it goes when nobody holds it. */
  get pace(): number {
    return this.#clock.pace * this.#speed;
  }

  readonly now = (): Timestamp => {
    const wall = this.#clock.now();
    if (this.#isBegun && !this.#isHeld) {
      this.#at = behindGap(this.#at + (wall - this.#seen) * this.#speed, this.#recording);
    }
    this.#seen = wall;
    return toTimestamp(Math.floor(this.#at));
  };

  readonly after = (delayUs: number, run: () => void): (() => void) => {
    const alarm: Alarm = { dueAt: this.now() + delayUs, run, callOff: null };
    this.#alarms.add(alarm);
    this.#set(alarm, delayUs);
    return () => {
      this.#alarms.delete(alarm);
      alarm.callOff?.();
    };
  };

  /** Time begins to go by. */
  begin(): void {
    this.#seen = this.#clock.now();
    this.#isBegun = true;
  }

  /** Time stands still until `goOn`. */
  hold(): void {
    this.now();
    this.#isHeld = true;
    this.#setAll();
  }

  goOn(): void {
    this.now();
    this.#isHeld = false;
    this.#setAll();
  }

  /** From now on it goes so many times as fast as the clock. */
  setSpeed(speed: number): void {
    this.now();
    this.#speed = speed;
    this.#setAll();
  }

  /** Goes to a later instant at once. */
  skipTo(at: Timestamp): void {
    this.#at = Math.max(this.now(), at);
    this.#setAll();
  }

  #setAll(): void {
    const now = this.now();
    for (const alarm of this.#alarms) {
      alarm.callOff?.();
      this.#set(alarm, Math.max(0, alarm.dueAt - now));
    }
  }

  #set(alarm: Alarm, delayUs: number): void {
    alarm.callOff = this.#isHeld
      ? null
      : this.#clock.after(Math.ceil(delayUs / this.#speed), () => {
          this.#alarms.delete(alarm);
          alarm.run();
        });
  }
}

function behindGap(at: number, { lastAt, nextAt }: Recording): number {
  const isGap = nextAt - lastAt >= GAP_US_MIN && Number.isFinite(nextAt);
  const until = nextAt - LINGER_US;
  return isGap && at > lastAt + LINGER_US && at < until ? until : at;
}
