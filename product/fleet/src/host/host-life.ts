import { setTimeout as pause } from 'node:timers/promises';

import type { StrategyId } from 'argosy/core';
import type { Instrument } from 'argosy/domain';
import type { Missed } from 'argosy/engine';
import type { EngineRelay } from 'argosy/shard';

import { MessageWriter, WireReader } from '@argosy/bridge/wire';

import { HostLine } from './host-line.ts';
import { HostSight } from './host-sight.ts';
import {
  decodeFromHost,
  type CallbackFigures,
  type FromHost,
  type HostedStrategy,
  type HostPlan,
} from './messages.ts';
import { spawnHost, type HostChild } from './spawn-host.ts';

/** What keeps a host from doing harm. */
export type HostBounds = {
  /** The cap of its heap. */
  readonly memoryMb: number;
  /** How long a callback may take before it is counted as a breach. */
  readonly deadlineMicros: number;
  readonly pingMillis: number;
  /** Silent for so long it hangs, and is killed. */
  readonly silentMillisMax: number;
  /** How often its strategies are asked for what they would keep. */
  readonly statesMillis: number;
};

type LifeOptions = HostBounds & {
  readonly plan: HostPlan;
  readonly relay: EngineRelay;
  readonly clock: () => number;
  /** What a strategy's state does not know yet; null for nothing. */
  readonly missedBy: (strategy: StrategyId) => Missed | null;
};

/** How strategies leave the number line: they were let stop, or their process was lost. */
export type HostLeaving = 'stopped' | 'lost';

/** What hears of a process. */
type LifeEvents = {
  readonly hear: (message: FromHost) => void;
  /** It follows the number line, from what it has been told on. */
  readonly attached: (plan: HostPlan) => void;
  /** It follows it no more: its strategies were let stop, or are gone. */
  readonly left: (how: HostLeaving) => void;
  /** One more strategy follows it, as all that was told until now has been. */
  readonly joined: (hosted: HostedStrategy) => void;
  /** One of its strategies is let stop, while the others go on. */
  readonly ended: (strategy: StrategyId) => void;
  /** Called once. */
  readonly end: (how: string) => void;
};

/**
 * One process of a host, from its start to its end: it is asked at intervals whether it is still there,
 * and killed where it is silent, does not read, or says what nobody understands.
 */
export class HostLife {
  readTo: number | null = null;
  conflated = 0;
  heapBytes = 0;
  callbacks: readonly CallbackFigures[] = [];
  readonly #options: LifeOptions;
  readonly #events: LifeEvents;
  readonly #child: HostChild;
  readonly #reader = new WireReader();
  readonly #line: HostLine;
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #ended: Promise<void>;
  #onEnded: () => void = () => {};
  readonly #ready: Promise<boolean>;
  #onReady: (isReady: boolean) => void = () => {};
  /** Who waits for what it says of a strategy. */
  readonly #awaited = new Map<StrategyId, (said: FromHost) => void>();
  #why: string | null = null;
  #pings = 0;
  #isAttached = false;
  #plan: HostPlan;
  /** When it was last heard of; null as long as it has nothing to answer. */
  #heardAt: number;

  constructor(options: LifeOptions, events: LifeEvents) {
    this.#options = options;
    this.#plan = options.plan;
    this.#events = events;
    this.#heardAt = options.clock();
    this.#ended = new Promise((resolve) => {
      this.#onEnded = resolve;
    });
    this.#ready = new Promise((resolve) => {
      this.#onReady = resolve;
    });
    this.#child = spawnHost(options.memoryMb, {
      onData: (piece) => this.#read(piece),
      onEnd: (how) => this.#close(how),
    });
    this.#line = new HostLine({
      writer: new MessageWriter(this.#child.line),
      sight: new HostSight(options.plan),
      pricesOf: (instrument) => options.relay.pricesOf(instrument),
      onLost: () => this.lose('does not read what it is sent'),
    });
    this.#child.line.on('drain', () => this.#line.catchUp());
    this.#line.say({ type: 'plan', plan: options.plan, deadlineMicros: options.deadlineMicros });
  }

  get pid(): number | null {
    return this.#child.pid ?? null;
  }

  /** Lets it know what is listed from here on; says whether its strategies hear of that. */
  list(more: readonly Instrument[]): boolean {
    this.#plan = { ...this.#plan, instruments: [...this.#plan.instruments, ...more] };
    this.#line.list(more);
    return this.#isAttached;
  }

  /** Ends it at once. */
  lose(why: string): void {
    this.#why ??= why;
    this.#leave();
    this.#child.kill();
  }

  /** Lets its strategies stop and end it; at once where that takes too long. */
  async end(millisMax: number): Promise<void> {
    this.#options.relay.release(this.#line);
    this.#told('stopped');
    this.#line.say({ type: 'states', isLast: true });
    const timer = setTimeout(() => this.lose('did not stop in time'), millisMax);
    await this.#ended;
    clearTimeout(timer);
  }

  /** Whether it has come to follow the number line; waits until that is known. */
  get ready(): Promise<boolean> {
    return this.#ready;
  }

  /** Ends one of its strategies, and it where that takes too long. */
  async stopOne(strategy: StrategyId, millisMax: number): Promise<void> {
    const turn = this.#options.relay.moment;
    if (!this.#isAttached || turn === null) return;
    this.#events.ended(strategy);
    const said = await this.#ask({ type: 'stopOne', strategy, turn }, strategy, millisMax);
    if (said === null) this.lose('did not answer in time');
  }

  /** Has one more strategy run in it; says why it does not. What loads slowly is waited for no longer than that. */
  async startOne(hosted: HostedStrategy, millisMax: number): Promise<string | null> {
    const { relay, deadlineMicros } = this.#options;
    const { id: strategy } = hosted.seat;
    const loaded = await this.#ask({ type: 'load', hosted, deadlineMicros }, strategy, millisMax);
    const turn = relay.moment;
    if (loaded?.type !== 'loaded') return whyNot(loaded);
    if (!this.#isAttached || turn === null) return 'its host has ended';
    this.#line.join(hosted.seat);
    this.#events.joined(hosted);
    const counters = relay.countersOf([hosted.seat]);
    const missed = hosted.seat.state === undefined ? null : this.#options.missedBy(strategy);
    const start = { type: 'startOne', strategy, turn, counters, missed } as const;
    const started = await this.#ask(start, strategy, millisMax);
    return started?.type === 'startedOne' ? null : whyNot(started);
  }

  /** What it says of a strategy next; null where it says nothing in time, or ends. */
  async #ask(
    message: Parameters<HostLine['say']>[0],
    strategy: StrategyId,
    millisMax: number,
  ): Promise<FromHost | null> {
    const answered = new Promise<FromHost>((resolve) => void this.#awaited.set(strategy, resolve));
    this.#line.say(message);
    const late = new AbortController();
    const passed = pause(millisMax, null, { signal: late.signal }).catch(() => null);
    const said = await Promise.race([answered, passed, this.#ended.then(() => null)]);
    late.abort();
    this.#awaited.delete(strategy);
    return said;
  }

  #leave(): void {
    this.#options.relay.detach(this.#line);
    this.#told('lost');
  }

  /** Once of each that was there. */
  #told(how: HostLeaving): void {
    if (this.#isAttached) this.#events.left(how);
    this.#isAttached = false;
  }

  #read(piece: Uint8Array): void {
    try {
      for (const message of this.#reader.push(piece)) this.#hear(decodeFromHost(message));
    } catch (error) {
      this.lose(`said what nobody understands: ${error instanceof Error ? error.message : error}`);
    }
  }

  #hear(message: FromHost): void {
    this.#heardAt = this.#options.clock();
    if (message.type === 'ready') this.#attach();
    if (message.type === 'wants') this.#line.want(message.instruments);
    if (message.type === 'pong') {
      const { readTo, conflated, heapBytes, figures } = message;
      Object.assign(this, { readTo, conflated, heapBytes, callbacks: figures });
    }
    this.#events.hear(message);
    if (isOfOne(message)) this.#awaited.get(message.strategy)?.(message);
  }

  #attach(): void {
    const { relay, pingMillis, statesMillis } = this.#options;
    const plan = this.#plan;
    const missed = plan.strategies.flatMap(({ seat: { id, state } }) => {
      const own = state === undefined ? null : this.#options.missedBy(id);
      return own === null ? [] : [[id, own] as const];
    });
    if (missed.length > 0) this.#line.say({ type: 'missed', missed });
    const isThere = relay.attach(
      this.#line,
      plan.strategies.map(({ seat }) => seat),
    );
    this.#isAttached = isThere;
    this.#onReady(isThere);
    if (isThere) this.#events.attached(plan);
    else this.lose('there are too many hosts');
    this.#each(pingMillis, () => this.#ping());
    this.#each(statesMillis, () => this.#line.say({ type: 'states', isLast: false }));
  }

  #ping(): void {
    const silentMillis = (this.#options.clock() - this.#heardAt) / 1_000;
    if (silentMillis > this.#options.silentMillisMax) {
      this.lose(`silent for ${(silentMillis / 1_000).toFixed(1)} s`);
      return;
    }
    this.#pings += 1;
    this.#line.say({ type: 'ping', id: this.#pings });
    this.#line.catchUp();
  }

  #each(millis: number, run: () => void): void {
    this.#timers.push(setInterval(run, millis));
  }

  #close(how: string): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#leave();
    this.#onReady(false);
    this.#onEnded();
    this.#events.end(this.#why ?? how);
  }
}

type OfOne = Extract<
  FromHost,
  { readonly type: 'loaded' | 'startedOne' | 'stoppedOne' | 'failed' }
>;

function isOfOne(message: FromHost): message is OfOne & { readonly strategy: StrategyId } {
  const kinds: readonly FromHost['type'][] = ['loaded', 'startedOne', 'stoppedOne', 'failed'];
  return kinds.includes(message.type) && 'strategy' in message && message.strategy !== null;
}

function whyNot(said: FromHost | null): string {
  return said?.type === 'failed' ? said.detail : 'it did not start in time, or its host has ended';
}
