import { formatTimestamp, ok, type Result } from 'argosy/core';
import type { ReplayFace } from '@argosy/gateway';
import type { ReplayChange, ReplayControl, ReplayStatus } from '@argosy/sim';

import { serverRefusal } from '../errors.ts';

/** The replay of a node, where it has one, for whoever may hold it, hurry it or let it skip. */
export class NodeReplay implements ReplayFace {
  readonly #control: ReplayControl | null;
  readonly #pace: Float64Array;

  /** In the first place of `pace` other threads see how fast time goes by just now. */
  constructor(control: ReplayControl | null, pace: Float64Array) {
    this.#control = control;
    this.#pace = pace;
  }

  status(): Promise<Result<ReplayStatus>> {
    const control = this.#control;
    return Promise.resolve(control === null ? noReplay() : ok(control.status()));
  }

  change(change: ReplayChange): Promise<Result<ReplayStatus>> {
    return Promise.resolve(this.#change(change));
  }

  /** Goes on, so that whoever waits for an instant comes to an end. */
  goOn(): void {
    this.#control?.change({ state: 'playing' });
  }

  #change(change: ReplayChange): Result<ReplayStatus> {
    const control = this.#control;
    if (control === null) return noReplay();
    const { at } = control.status();
    if (change.at !== undefined && change.at < at) {
      return serverRefusal('REPLAY_BACK', `it has come to ${formatTimestamp(at)}`);
    }
    const status = control.change(change);
    this.#pace[0] = control.pace;
    return ok(status);
  }
}

function noReplay(): Result<never> {
  return serverRefusal('NO_REPLAY', 'market.kind of node.yaml says whose prices it has');
}
