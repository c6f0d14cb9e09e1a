import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

import type { KillPoint } from '../kill-points.ts';
import { Clients } from './clients.ts';
import { foldFolder } from './fold.ts';
import type { Ready } from './frames.ts';
import { OtherSide } from './other-side.ts';
import { foldersIn, type Orders } from './orders.ts';
import { verify } from './verify.ts';

/** How a life of a process ends. */
export type Ending = {
  /** Null ends it in order. */
  readonly point: KillPoint | null;
  /** Whether the power goes with the process. */
  readonly isPowerLoss: boolean;
};

/** What came of the lives of a story. */
export type StoryOutcome = {
  /** The endings that came as they were meant to. */
  readonly hits: readonly Ending[];
  readonly lost: number;
  readonly duplicated: number;
  readonly imbalance: number;
  /** How long each start took until all was known and the broker agreed. */
  readonly recoveryMillis: readonly number[];
  readonly problems: readonly string[];
  readonly orders: number;
  readonly fills: number;
  /** The endings that another story has to tell: this one's journal has become long. */
  readonly untold: readonly Ending[];
};

const script = join(import.meta.dirname, 'our-process.ts');
/** Node's own place for it. A process starts in half the time where its sources are compiled already. */
const compileCache = join(tmpdir(), 'node-compile-cache');
const LIFE_MILLIS_MAX = 25_000;
/** How long a process that is late has to say what it is about. */
const LAST_WORDS_MILLIS = 500;
const PROBLEMS_MAX = 5;
/** With more orders than this a start and a round with the broker take a life's time. */
const ORDERS_MAX = 2_500;

/**
 * Lets one process after another live on the same folder, against one broker that outlives them all.
 * Each start is held against what the broker and the clients remember. The first life ends in order, so
 * that there is something to replay, and so do the last two.
 */
export async function tell(seed: string, endings: readonly Ending[]): Promise<StoryOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'argosy-killed-'));
  for (const path of Object.values(foldersIn(folder))) mkdirSync(path);
  const side = await OtherSide.open(seed);
  const story = new Story(seed, folder, side);
  try {
    const calm: Ending = { point: null, isPowerLoss: false };
    const live = async (ending: Ending): Promise<void> => {
      if (!story.isHopeless && !(await story.live(ending))) await story.live(ending, 1);
    };
    await live(calm);
    const untold = [...endings];
    for (let next = untold.shift(); next !== undefined; next = untold.shift()) {
      await live(next);
      if (side.broker.requests.size > ORDERS_MAX) break;
    }
    await live(calm);
    await live(calm);
    return story.outcome(untold);
  } finally {
    side.close();
    rmSync(folder, { recursive: true });
  }
}

class Story {
  readonly #seed: string;
  readonly #folder: string;
  readonly #side: OtherSide;
  readonly #clients: Clients;
  readonly #hits: Ending[] = [];
  readonly #problems: string[] = [];
  readonly #recoveryMillis: number[] = [];
  #lives = 0;
  #lost = 0;
  #duplicated = 0;
  #imbalance = 0;

  constructor(seed: string, folder: string, side: OtherSide) {
    this.#seed = seed;
    this.#folder = folder;
    this.#side = side;
    this.#clients = new Clients(side.world.random, (message) => {
      side.say(message);
    });
    side.onAck = () => {
      this.#clients.hear();
    };
  }

  /** So much is wrong that more of it would tell nothing new. */
  get isHopeless(): boolean {
    return this.#problems.length >= PROBLEMS_MAX;
  }

  /**
   * One life, from its start to its end; false where it had started before it came by its place so
   * often: a snapshot leaves little to replay. It is killed from outside then.
   */
  async live(ending: Ending, times?: number): Promise<boolean> {
    this.#lives += 1;
    const before = foldFolder(this.#folder);
    const from = performance.now();
    const { child, orders } = this.#start(ending, times);
    const ended = endOf(child);
    let isPast = false;
    this.#side.onReady = (ready) => {
      this.#recoveryMillis.push(performance.now() - from);
      this.#check(ready, before.hash, orders);
      isPast = ending.point?.when === 'starting';
      this.#goOn(child, ending);
    };
    const timers = [
      setTimeout(() => child.kill('SIGUSR2'), LIFE_MILLIS_MAX - LAST_WORDS_MILLIS),
      setTimeout(() => child.kill('SIGABRT'), LIFE_MILLIS_MAX),
    ];
    const end = await ended;
    for (const timer of timers) clearTimeout(timer);
    this.#clients.stop();
    await this.#side.left();
    const wanted = ending.point === null ? 'code 0' : 'SIGKILL';
    if (end.how !== wanted) {
      this.#problem(orders, `ended with ${end.how}, not ${wanted}: ${end.said}`);
    } else if (!isPast) this.#hits.push(ending);
    return !isPast;
  }

  outcome(untold: readonly Ending[]): StoryOutcome {
    return {
      untold,
      hits: this.#hits,
      lost: this.#lost,
      duplicated: this.#duplicated,
      imbalance: this.#imbalance,
      recoveryMillis: this.#recoveryMillis,
      problems: this.#problems,
      orders: this.#side.broker.requests.size,
      fills: this.#side.broker.books.fills.length,
    };
  }

  #start({ point, isPowerLoss }: Ending, times?: number): { child: ChildProcess; orders: Orders } {
    const { random } = this.#side.world;
    const orders: Orders = {
      folder: this.#folder,
      port: this.#side.port,
      seed: `${this.#seed}/${this.#lives}`,
      isPowerLoss,
      point: point === null || point.id === 'outside' ? null : point.id,
      times: times ?? 1 + random.nextInt(point?.timesMax ?? 1),
    };
    const words = ['--conditions=source', script, JSON.stringify(orders)];
    const env = { ...process.env, NODE_COMPILE_CACHE: compileCache };
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'pipe'], env });
    return { child, orders };
  }

  #check({ recoveredHash, hash, position }: Ready, before: string, orders: Orders): void {
    if (recoveredHash !== before)
      this.#problem(orders, `replayed to ${recoveredHash}, a fold beside it to ${before}`);
    const fold = foldFolder(this.#folder, position);
    if (hash !== fold.hash) this.#problem(orders, `knows ${hash}, a fold beside it ${fold.hash}`);
    const { lost, duplicated, imbalance, problems } = verify(fold, this.#side);
    this.#lost += lost;
    this.#duplicated += duplicated;
    this.#imbalance += imbalance;
    for (const problem of problems) this.#problem(orders, problem);
  }

  /** The broker and the clients go on, and the process meets its end. */
  #goOn(child: ChildProcess, { point }: Ending): void {
    this.#side.world.thaw();
    this.#side.say({ type: 'go' });
    this.#clients.start();
    if (point === null || point.when === 'ending') void this.#signal(child, 'SIGTERM');
    else if (point.id === 'outside' || point.when === 'starting')
      void this.#signal(child, 'SIGKILL');
  }

  async #signal(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
    await sleep(this.#side.world.random.nextInt(200));
    child.kill(signal);
  }

  #problem({ point, times, isPowerLoss }: Orders, problem: string): void {
    const how = isPowerLoss ? 'power lost' : 'killed';
    const where = `${how}, ${point ?? 'at no named place'} × ${times}`;
    this.#problems.push(`story ${this.#seed}, life ${this.#lives} (${where}): ${problem}`);
  }
}

/** How a process ended, and what it said last. */
async function endOf(child: ChildProcess): Promise<{ how: string; said: string }> {
  const said: Buffer[] = [];
  child.stderr?.on('data', (piece: Buffer) => said.push(piece));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { how: signal ?? `code ${code}`, said: Buffer.concat(said).toString().slice(-2000) };
}
