import { MessageChannel, MessagePort } from 'node:worker_threads';

import { RECONNECT_DEFAULTS, Reconnection } from 'argosy/core';
import type { Logger, LogRecord } from '@argosy/telemetry';

import { CallLine } from '../calls/call-line.ts';
import { serveCalls, type Faces } from '../calls/serve-calls.ts';
import { wallNow } from '../node-log.ts';
import { threadFiles } from './thread-files.ts';
import type { EdgeStart, Reached, WorkStart } from './thread-messages.ts';
import { WatchedThread } from './watched-thread.ts';

/** What the threads beside the machines are made of. */
export type SideThreadsOptions = {
  readonly work: Omit<WorkStart, 'core' | 'asked' | 'edge'>;
  readonly edge: Omit<EdgeStart, 'core' | 'asked' | 'stream' | 'read' | 'work'>;
  /** What both may ask of the thread of the machines. */
  readonly faces: Faces;
  readonly log: Logger;
  readonly onLog: (record: LogRecord) => void;
};

/** Both threads while they live, and the ways to them. */
export type SidePair = {
  readonly work: CallLine;
  readonly edge: CallLine;
  readonly stream: MessagePort;
  readonly read: Int32Array;
  /** What the network says when it is ready: where it listens. */
  readonly reached: Reached | null;
};

type Pair = SidePair & {
  readonly threads: readonly WatchedThread[];
  readonly ports: MessagePort[];
};

const heapMb = { work: 256, edge: 1_024 };
/** Of the young: V8 would let it grow to 96 MB in each thread; the network has as much as the machines. */
const youngMb = { work: 24, edge: 48 };

/**
 * The two threads beside the machines: tables and records, and the network. They ask each other, so they live and die
 * together: where one is lost both are started again, and orders go on meanwhile.
 */
export class SideThreads {
  readonly #options: SideThreadsOptions;
  readonly #policy = new Reconnection(RECONNECT_DEFAULTS, Math.random);
  readonly #onPair: (pair: SidePair | null) => void;
  #pair: Pair | null = null;
  #timer: NodeJS.Timeout | null = null;

  /** `onPair` hears of each new pair as it begins, and of its end. */
  constructor(options: SideThreadsOptions, onPair: (pair: SidePair | null) => void) {
    this.#options = options;
    this.#onPair = onPair;
  }

  /** How often they were started. */
  get starts(): number {
    return this.#policy.tries;
  }

  /** Starts both; a first start that fails is thrown, a later one tried again. */
  async start(): Promise<SidePair> {
    this.#policy.start(wallNow());
    this.#policy.step(wallNow());
    const pair = await this.#open();
    this.#policy.succeed(wallNow());
    return pair;
  }

  /** Ends both at once and starts them again: one of them no longer does what it should. */
  renew(name: string, reason: string): void {
    this.#lose(name, reason);
  }

  /** Ends both in order: the network first, so that what it was asked is still answered. */
  async stop(): Promise<void> {
    this.#policy.stop(wallNow());
    if (this.#timer !== null) clearTimeout(this.#timer);
    const pair = this.#pair;
    this.#pair = null;
    if (pair === null) return;
    for (const thread of pair.threads) await thread.stop();
    close(pair);
  }

  async #open(): Promise<SidePair> {
    const { work, edge, faces, log, onLog } = this.#options;
    const [coreToWork, coreToEdge, workToCore, edgeToCore, edgeToWork, stream] = Array.from(
      { length: 6 },
      () => new MessageChannel(),
    ) as [Channel, Channel, Channel, Channel, Channel, Channel];
    const read = new Int32Array(new SharedArrayBuffer(4));
    const onBug = (method: string, error: unknown): void => log.error('a bug', { method, error });
    serveCalls(workToCore.port1, faces, onBug);
    serveCalls(edgeToCore.port1, faces, onBug);
    const given = {
      work: {
        ...work,
        core: workToCore.port2,
        asked: coreToWork.port2,
        edge: edgeToWork.port2,
      } satisfies WorkStart,
      edge: {
        ...edge,
        core: edgeToCore.port2,
        asked: coreToEdge.port2,
        work: edgeToWork.port1,
        stream: stream.port2,
        read,
      } satisfies EdgeStart,
    };
    const threads = (['edge', 'work'] as const).map((name) => {
      const ports = Object.values(given[name]).filter(isPort);
      return new WatchedThread({
        name,
        file: threadFiles[name],
        given: given[name],
        ports,
        onLog,
        onLost: (reason) => this.#lose(name, reason),
        heapMb: heapMb[name],
        youngMb: youngMb[name],
      });
    });
    const pair = {
      work: new CallLine(coreToWork.port1),
      edge: new CallLine(coreToEdge.port1),
      stream: stream.port1,
      read,
      threads,
      ports: [workToCore.port1, edgeToCore.port1, stream.port1],
    };
    const waiting: Pair = { ...pair, reached: null };
    this.#pair = waiting;
    // Before they begin: what happens from now on they hear, whatever they ask for first.
    this.#onPair(waiting);
    try {
      const [reached = null] = await Promise.all(threads.map((thread) => thread.ready()));
      const whole: Pair = { ...pair, reached };
      this.#pair = whole;
      return whole;
    } catch (error) {
      this.#pair = null;
      this.#onPair(null);
      await end(waiting);
      throw error;
    }
  }

  #lose(name: string, reason: string): void {
    const pair = this.#pair;
    // Still starting: whoever waits for it hears why. Or the other one, which was ended with it.
    if (pair === null || this.#policy.connection.state !== 'connected') return;
    this.#pair = null;
    this.#options.log.error('a thread was lost, both are started again', { name, reason });
    this.#onPair(null);
    this.#policy.fail(reason, wallNow());
    void end(pair).then(() => this.#plan());
  }

  #plan(): void {
    const at = this.#policy.nextDueAt;
    if (at === null) return;
    this.#timer = setTimeout(() => void this.#again(), Math.max(1, (at - wallNow()) / 1_000));
  }

  async #again(): Promise<void> {
    if (this.#policy.step(wallNow()) !== 'connect') return this.#plan();
    try {
      await this.#open();
      this.#policy.succeed(wallNow());
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#options.log.error('the threads did not start', { reason });
      this.#policy.fail(reason, wallNow());
      this.#plan();
    }
  }
}

type Channel = MessageChannel;

function isPort(value: unknown): value is MessagePort {
  return value instanceof MessagePort;
}

async function end(pair: Pair): Promise<void> {
  await Promise.all(pair.threads.map((thread) => thread.terminate()));
  close(pair);
}

function close({ work, edge, ports }: Pair): void {
  work.close();
  edge.close();
  for (const port of ports) port.close();
}
