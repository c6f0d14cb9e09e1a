import { assert, type Timestamp } from 'argosy/core';
import { REPLAY_SPEED_MAX, REPLAY_SPEED_MIN } from '@argosy/bridge';

import type { RecordedFeed } from './recorded-feed.ts';
import type { ReplayClock } from './replay-clock.ts';

/** How a replay stands. */
export type ReplayStatus = {
  readonly state: 'playing' | 'paused' | 'ended';
  readonly speed: number;
  /** The instant of the recording that it has come to. */
  readonly at: Timestamp;
};

/** What is to change of a replay; what is left out stays. */
export type ReplayChange = {
  readonly state?: 'playing' | 'paused';
  readonly speed?: number;
  /** A later instant to go on from: what lies between is left out. */
  readonly at?: Timestamp;
};

/** A replay that people hold, hurry and let skip. Its time never goes back: what has happened in it is in the journal. */
export class ReplayControl {
  readonly #clock: ReplayClock;
  readonly #feed: RecordedFeed;

  constructor(clock: ReplayClock, feed: RecordedFeed) {
    this.#clock = clock;
    this.#feed = feed;
  }

  /** How much of its time passes in a microsecond of the wall clock just now. */
  get pace(): number {
    return this.#clock.isHeld ? 0 : this.#clock.pace;
  }

  status(): ReplayStatus {
    const { isHeld, speed } = this.#clock;
    const playing = isHeld ? 'paused' : 'playing';
    return { state: this.#feed.hasEnded ? 'ended' : playing, speed, at: this.#clock.now() };
  }

  /** Changes what is told; a speed that is none, or an instant that is over, is a mistake of who asks. */
  change({ state, speed = this.#clock.speed, at }: ReplayChange): ReplayStatus {
    assert(speed >= REPLAY_SPEED_MIN, 'a replay is not slower');
    assert(speed <= REPLAY_SPEED_MAX, 'a replay is not faster');
    assert(at === undefined || at >= this.#clock.now(), 'time of a replay does not go back');
    if (state === 'paused') this.#clock.hold();
    if (speed !== this.#clock.speed) this.#clock.setSpeed(speed);
    if (at !== undefined) this.#skipTo(at);
    if (state === 'playing') this.#clock.goOn();
    return this.status();
  }

  /** First the feed: a clock that is there already would have the rows between come at once. */
  #skipTo(at: Timestamp): void {
    this.#feed.skipTo(at);
    this.#clock.skipTo(at);
  }
}
