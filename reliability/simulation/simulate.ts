import { isDeepStrictEqual } from 'node:util';

import type { OrderId } from 'argosy/core';
import { Snapshots, type Disk, type FollowerPolicy } from '@argosy/journal';
import type { SimDisk } from '@argosy/testkit';

import { compareBooks } from '../broker/compare-books.ts';
import { FakeBroker } from '../broker/fake-broker.ts';
import { Host, type Surroundings } from '../host/host.ts';
import { JournalFold } from '../host/journal-fold.ts';
import { OPENING } from '../host/our-side.ts';
import { GateWatch } from './gate-watch.ts';
import { kindsMet, type KindsMet } from './kinds-met.ts';
import { scheduleLife } from './life.ts';
import { Line } from './line.ts';
import { Machines } from './machines.ts';
import { policy } from './policy.ts';
import { reconcile } from './reconcile.ts';
import { World, type FaultCounts } from './world.ts';

/** What came of one seed. */
export type Outcome = {
  readonly seed: number;
  readonly orders: number;
  readonly fills: number;
  readonly lives: number;
  /** How many of them began with a snapshot. */
  readonly snapshots: number;
  readonly acks: number;
  readonly kinds: KindsMet;
  /** Whether a second machine followed the first, and what commits did while it did not answer. */
  readonly follower: FollowerPolicy | null;
  /** How many orders were decided while others were held back by a slow disk. */
  readonly decidedMeanwhile: number;
  /** The longest that an order was held back until it was safe, in milliseconds. */
  readonly heldMillisMax: number;
  /** How many inputs were left out of the tape. */
  readonly leftOut: number;
  readonly faults: FaultCounts;
  /** Acknowledged orders, safe records, or fills that our side does not have. */
  readonly lost: number;
  /** Orders that were sent twice, or fills that were booked twice. */
  readonly duplicated: number;
  /** By how much our money differs from what was traded, in paise. */
  readonly imbalance: number;
  /** Rules that do not hold, and whatever else should not be. */
  readonly violations: readonly string[];
};

const MILLIS = 1000;
const SECOND = 1000 * MILLIS;
/** A world lasts so long at least, and until there was enough to go wrong. */
const LENGTH_MIN = 15 * SECOND;
const LENGTH_MAX = 100 * SECOND;
const ORDERS_MIN = 510;
/** Whoever looks after a process does not start it again at once. */
const RESTART_AFTER = 150 * MILLIS;
const STARTS_MAX = 100;
const VIOLATIONS_MAX = 20;
const SNAPSHOTS_BETWEEN_FOLDS = 3;

/** Lets both machines, a journal and a broker live through what a seed holds in store, and compares at the end. */
export async function simulate(seed: number): Promise<Outcome> {
  return new Simulation(seed).run();
}

class Simulation {
  readonly #seed: number;
  readonly #world: World;
  readonly #broker: FakeBroker;
  readonly #line: Line;
  readonly #violations: string[] = [];
  readonly #acked = new Set<OrderId>();
  readonly #machines: Machines;
  readonly #fold = new JournalFold();
  readonly #gate: GateWatch;
  #host: Host | null = null;
  #lives = 0;
  /** How many lives began with a snapshot. */
  #snapshots = 0;
  #safe = 0;
  #lost = 0;
  /** How far the clock on the wall is off. */
  #wallOffset = 0;

  constructor(seed: number) {
    this.#seed = seed;
    this.#world = new World(seed);
    this.#broker = new FakeBroker(this.#world, OPENING);
    this.#gate = new GateWatch(this.#world);
    this.#line = new Line(this.#world, this.#broker);
    this.#machines = new Machines(this.#world, (problem) => void this.#violations.push(problem));
  }

  async run(): Promise<Outcome> {
    const world = this.#world;
    scheduleLife(world, { host: () => this.#host, reconcile: () => this.#reconcile() });
    this.#scheduleFaults();
    this.#machines.scheduleFaults();
    const from = world.now;
    const isLongEnough = (): boolean =>
      this.#violations.length > VIOLATIONS_MAX ||
      world.now > from + LENGTH_MAX ||
      (world.now > from + LENGTH_MIN && this.#broker.requests.size >= ORDERS_MIN);
    while (!isLongEnough()) {
      if (this.#host?.isAlive !== true) await this.#boot();
      await this.#step();
    }
    await this.#makePeace();
    await this.#compareRestarted();
    return this.#outcome();
  }

  #scheduleFaults(): void {
    const world = this.#world;
    world.every(1800 * MILLIS, () => {
      if (world.fault('process killed', 0.5)) this.#kill('crash');
      else if (world.fault('power lost', 0.5)) this.#kill('losePower');
      return !world.isPeaceful;
    });
    world.every(5000 * MILLIS, () => {
      const canLose = this.#canLoseFirst();
      if (canLose && world.fault('first journal lost, follower goes on', 0.5)) this.#loseFirst();
      return !world.isPeaceful;
    });
    world.every(1200 * MILLIS, () => {
      if (world.fault('line down', 0.5)) this.#line.goDown(world.random.nextInt(400) * MILLIS);
      return !world.isPeaceful;
    });
    world.every(2000 * MILLIS, () => {
      if (world.fault('clock back', 0.3)) this.#wallOffset -= world.random.nextInt(5000) * MILLIS;
      else if (world.fault('clock ahead', 0.3))
        this.#wallOffset += world.random.nextInt(5000) * MILLIS;
      return !world.isPeaceful;
    });
  }

  #kill(how: 'crash' | 'losePower'): void {
    if (this.#host !== null) this.#host.isAlive = false;
    this.#host = null;
    this.#machines.kill(how);
  }

  /** Alone, a journal has what nobody else has: who has chosen that has chosen to lose it. */
  #canLoseFirst(): boolean {
    const { policy } = this.#machines;
    if (policy === null || this.#host?.isAlive !== true) return false;
    return policy === 'wait' || this.#host.follower === 'following';
  }

  #loseFirst(): void {
    if (this.#host !== null) this.#host.isAlive = false;
    this.#host = null;
    this.#machines.loseFirst();
  }

  /** The next thing happens, and what follows from it at once. */
  async #step(): Promise<void> {
    this.#world.step();
    for (let turn = this.#machines.policy === null ? 2 : 12; turn > 0; turn -= 1)
      await Promise.resolve();
  }

  async #pass(duration: number): Promise<void> {
    const until = this.#world.now + duration;
    while (this.#world.isDueBy(until)) await this.#step();
    this.#world.skipTo(until);
  }

  /** Starts a process; where the disk fails it, another one a little later. */
  async #boot(): Promise<void> {
    this.#kill('crash');
    this.#line.onReport = null;
    this.#lives += 1;
    const [disk, safe] = [this.#machines.drive.disk, this.#safe];
    const isOurs = (): boolean => disk === this.#machines.drive.disk;
    let isOver = false;
    const starting = this.#start(disk).then(
      (host) => {
        if (!isOurs()) return;
        this.#host = host;
        this.#line.onReport = ({ order, body }) => {
          host.report(order, body);
        };
      },
      (error: unknown) => {
        if (isOurs()) this.#noteFailedStart(error);
      },
    );
    void starting.finally(() => {
      isOver = true;
    });
    while (!isOver && isOurs()) {
      await Promise.resolve();
      await this.#step();
    }
    await Promise.resolve();
    if (this.#host !== null) this.#checkStart(this.#host, safe);
    else await this.#pass(RESTART_AFTER);
  }

  async #start(disk: SimDisk): Promise<Host> {
    const taped = await this.#machines.tape.open();
    const follower = this.#machines.followerFor(disk);
    const some = follower === undefined ? {} : { follower };
    return Host.start({ ...this.#surroundings(disk), ...taped, ...some });
  }

  #surroundings(disk: Disk): Omit<Surroundings, 'tape' | 'taped'> {
    const [world, life] = [this.#world, this.#lives];
    return {
      disk,
      folder: '/journal',
      takeOver: true,
      snapshots: new Snapshots('/snapshots', disk),
      onRecovered: (host) => {
        this.#checkRecovered(host);
      },
      policy,
      clock: () => world.now,
      wall: () => world.now + this.#wallOffset,
      schedule: (run) => {
        world.after(20, run);
      },
      seed: () => `${world.random.nextUint32()}/${life}`,
      send: (effect) => {
        if (effect.type === 'submit') this.#checkSafe(effect.order, 'was sent');
        this.#line.send(effect);
      },
      reach: () => {},
      onAck: (order) => {
        this.#checkSafe(order, 'was acknowledged');
        this.#acked.add(order);
      },
      onAppended: (entry, position) => {
        const isHolding = this.#machines.drive.isSlow && this.#host?.isSending === true;
        this.#gate.note(entry, position, isHolding);
      },
      onSafe: (position) => {
        if (disk === this.#machines.drive.disk) this.#safe = Math.max(this.#safe, position);
      },
    };
  }

  #checkSafe(order: OrderId, what: string): void {
    if (this.#gate.isSafe(order, this.#safe)) return;
    this.#violations.push(`${order} ${what} before it was safe`);
  }

  /** A world in which much is wrong comes to its end. */
  #noteFailedStart(error: unknown): void {
    if (this.#violations.length > 2 * VIOLATIONS_MAX) throw new Error(this.#violations.join('; '));
    const message = error instanceof Error ? error.message : String(error);
    if (!/EIO|disk is full|ENOSPC|has stopped|follower does not answer/u.test(message))
      this.#violations.push(`a start failed: ${message}`);
  }

  /** Whatever was safe when the life before ended is there. */
  #checkStart(host: Host, safe: number): void {
    if (host.found < safe) {
      this.#lost += safe - host.found;
      this.#violations.push(`life ${this.#lives} found ${host.found} records, ${safe} were safe`);
    }
    this.#checkInvariants(host);
  }

  /** Of the starts with a snapshot some are compared with a fold of the whole journal: that takes its time. */
  #checkRecovered(host: Host): void {
    if (host.snapshotAt === 0) return;
    this.#snapshots += 1;
    if (this.#snapshots % SNAPSHOTS_BETWEEN_FOLDS !== 1 || host.isAsFolded(this.#fold)) return;
    this.#violations.push(`life ${this.#lives} knows other things than its journal tells`);
  }

  #checkInvariants(host: Host): void {
    for (const violation of host.trading.checkInvariants())
      this.#violations.push(JSON.stringify(violation));
  }

  #reconcile(): void {
    const host = this.#host;
    if (host?.isAlive !== true) return;
    const { reconciler } = host;
    reconcile({ host, reconciler, broker: this.#broker, line: this.#line });
  }

  /** No more faults; what works is ended, and each side hears what the other knows. */
  async #makePeace(): Promise<void> {
    const world = this.#world;
    world.isPeaceful = true;
    this.#machines.heal();
    let calmRounds = 0;
    for (let round = 0; round < 12 && calmRounds < 3; round += 1) {
      if (this.#host?.isAlive !== true) await this.#boot();
      this.#host?.cancelAll();
      for (let part = 0; part < 20; part += 1) {
        this.#reconcile();
        await this.#pass(SECOND / 20);
      }
      if (round > 3) this.#broker.endDay();
      calmRounds = this.#isCalm() ? calmRounds + 1 : 0;
    }
    const left = this.#host?.trading.openOrders() ?? [];
    for (const { request, state } of left)
      this.#violations.push(`${request.id} is ${state} at the end`);
  }

  /** Whether nothing is at work on either side, and both agree. */
  #isCalm(): boolean {
    const host = this.#host;
    if (host?.isAlive !== true || host.trading.openOrders().length > 0) return false;
    const isAtWork = this.#broker.books.orders.some(({ state }) => state === 'working');
    return !isAtWork && host.reconciler.isReady && host.reconciler.open.length === 0;
  }

  /** Another start knows the same, to the last bit. */
  async #compareRestarted(): Promise<void> {
    const before = this.#host;
    if (before === null) return;
    const closing = before.close();
    for (let turn = 0; turn < 100 && before.isAlive; turn += 1) {
      await this.#pass(SECOND);
    }
    await closing;
    const [hash, { fold }] = [before.trading.hash(), before.trading.exportState()];
    const after = await this.#bootAgain();
    if (after?.hash() !== hash)
      this.#violations.push(`after a restart the hash is ${after?.hash()}`);
    if (!isDeepStrictEqual(after?.exportState().fold, fold)) {
      this.#violations.push('another state after a restart');
    }
  }

  /** Starts until one succeeds: a second machine may be under way. */
  async #bootAgain(): Promise<Host['trading'] | undefined> {
    for (let start = 0; start < STARTS_MAX && this.#host?.isAlive !== true; start += 1)
      await this.#boot();
    return this.#host?.trading;
  }

  #outcome(): Outcome {
    const host = this.#host;
    if (host === null)
      throw new Error(
        `seed ${this.#seed}: nobody is left to compare with; ${this.#violations.join('; ')}`,
      );
    this.#checkInvariants(host);
    const books = compareBooks(host.trading, this.#broker);
    this.#violations.push(...this.#machines.tape.problems());
    const unknown = [...this.#broker.requests.keys()].filter(
      (id) => host.trading.order(id) === undefined,
    );
    for (const id of unknown) this.#violations.push(`${id} left before it was safe`);
    const forgotten = [...this.#acked].filter((id) => host.trading.order(id) === undefined);
    for (const id of forgotten) this.#violations.push(`${id} was acknowledged and is unknown`);
    return {
      seed: this.#seed,
      orders: this.#broker.requests.size,
      fills: books.fills,
      lives: this.#lives,
      snapshots: this.#snapshots,
      acks: this.#acked.size,
      kinds: kindsMet(host.trading, this.#broker),
      follower: this.#machines.policy,
      decidedMeanwhile: this.#gate.decidedMeanwhile,
      heldMillisMax: this.#gate.heldMillisMax,
      leftOut: this.#machines.tape.leftOut,
      faults: this.#world.faults,
      lost: this.#lost + forgotten.length + books.lost,
      duplicated: this.#broker.doubled + books.doubled,
      imbalance: books.imbalance,
      violations: [...this.#violations, ...books.problems],
    };
  }
}
