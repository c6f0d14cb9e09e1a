import type { Socket } from 'node:net';

import type { Random } from 'argosy/core';
import type { Effect } from 'argosy/domain';

import type { Host } from '../host/host.ts';
import type { KillPointId } from '../kill-points.ts';
import type { Death } from './death.ts';
import { FrameReader, toFrame, type Inward, type Outward } from './frames.ts';

const QUOTE_MILLIS = 2;
const RECONCILE_MILLIS = 5;
const GO_ON_MILLIS = 50;
const BID = 10_000;

const inFlight: Readonly<Record<Effect['type'], KillPointId>> = {
  submit: 'K09',
  cancel: 'K23',
  amend: 'K24',
};

/** What a process of ours says to its broker and its clients, and hears from them. */
export class Conversation {
  readonly #socket: Socket;
  readonly #death: Death;
  readonly #chance: Random;
  readonly #frames = new FrameReader<Inward>();
  readonly #timers: NodeJS.Timeout[] = [];
  #bid = BID;
  #isReady = false;
  #isOver = false;

  constructor({ socket, death, chance }: { socket: Socket; death: Death; chance: Random }) {
    this.#socket = socket;
    this.#death = death;
    this.#chance = chance;
  }

  /** Says something, at once. */
  say(message: Outward): void {
    this.#socket.write(toFrame(message));
  }

  /** Sends a request to the broker. */
  send(effect: Effect): void {
    const frame = toFrame({ type: 'effect', effect });
    if (this.#death.isDue('K08')) {
      this.#socket.write(frame.subarray(0, Math.ceil(frame.length / 2)));
      this.#death.die();
    }
    this.#socket.write(frame);
    this.#death.reach(inFlight[effect.type]);
  }

  /** Listens from now on, and comes to an agreement with the broker. */
  hold(host: Host, takeSnapshot: () => void): void {
    this.#socket.on('data', (piece) => {
      for (const { bytes, isReport } of this.#frames.take(piece)) {
        if (isReport) this.#death.reach('K10');
        if (this.#isOver) return;
        const message = this.#frames.read(bytes);
        if (message.type === 'snapshot') takeSnapshot();
        else this.#hear(host, message);
      }
    });
    this.#each(RECONCILE_MILLIS, () => {
      this.#reconcile(host);
    });
    this.#reconcile(host);
  }

  /** Nothing more begins. */
  end(): void {
    this.#isOver = true;
    for (const timer of this.#timers) clearInterval(timer);
  }

  #hear(host: Host, message: Exclude<Inward, { readonly type: 'snapshot' }>): void {
    switch (message.type) {
      case 'go':
        this.#go(host);
        break;
      case 'place':
        host.byHand(message.wish);
        break;
      case 'command': {
        const { body } = message;
        host.command(body, () => {
          this.say({ type: 'done', body });
        });
        break;
      }
      case 'report':
        if (message.report.body.type === 'filled') this.#death.reach('K13');
        host.report(message.report.order, message.report.body);
        break;
      case 'answer':
        this.#death.reach('K22');
        host.reconciler.take(message.answer);
        this.#reconcile(host);
        break;
    }
  }

  #reconcile(host: Host): void {
    const { reconciler, trading } = host;
    for (
      let step = reconciler.advance(trading, host.now);
      step !== null;
      step = reconciler.advance(trading, host.now)
    ) {
      for (const input of step.inputs) host.take(input);
      for (const query of step.queries) this.say({ type: 'query', query });
    }
    if (this.#isReady || !reconciler.isReady || reconciler.open.length > 0) return;
    this.#isReady = true;
    void host.flush().then(() => {
      const { recoveredHash, safe } = host;
      this.say({ type: 'ready', recoveredHash, hash: trading.hash(), position: safe });
    });
  }

  #go(host: Host): void {
    this.#each(QUOTE_MILLIS, () => {
      this.#bid = Math.max(BID / 2, this.#bid + 5 * (this.#chance.nextInt(7) - 3));
      host.quote(this.#bid);
    });
    this.#each(GO_ON_MILLIS, () => {
      host.goOn();
    });
  }

  #each(millis: number, run: () => void): void {
    this.#timers.push(setInterval(run, millis));
  }
}
