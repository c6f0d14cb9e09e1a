import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';

import {
  BinaryReader,
  BinaryWriter,
  readPlain,
  writePlain,
  type InputNumber,
  type OriginCode,
  type SessionCode,
  type StrategyId,
} from 'argosy/core';
import type { Instrument } from 'argosy/domain';
import type { EngineRelay } from 'argosy/shard';
import type { HostedStrategy, HostLeaving, HostNotes, HostPlan } from '@argosy/fleet';

import { isDiskFull } from '../work/kept-room.ts';

/** Where the number line was: the number of the last input that a host was told, and its instant. */
export type HostMoment = { readonly number: InputNumber; readonly now: number };

/** What a book has. */
export type HostEntry =
  | {
      readonly kind: 'attached';
      readonly host: string;
      readonly at: HostMoment;
      readonly plan: HostPlan;
      /** The last counter of each strategy's order ids. */
      readonly counters: readonly HostCounter[];
    }
  | {
      readonly kind: 'left';
      readonly host: string;
      readonly at: HostMoment;
      readonly how: HostLeaving;
    }
  /** One more strategy follows in it; the others go on. */
  | {
      readonly kind: 'joined';
      readonly host: string;
      readonly at: HostMoment;
      readonly hosted: HostedStrategy;
      readonly counters: readonly HostCounter[];
    }
  /** Its strategies know these instruments from there on. */
  | {
      readonly kind: 'listed';
      readonly host: string;
      readonly at: HostMoment;
      readonly instruments: readonly Instrument[];
    }
  /** One of its strategies was let stop; the others go on. */
  | {
      readonly kind: 'ended';
      readonly host: string;
      readonly at: HostMoment;
      readonly strategy: StrategyId;
    }
  /** It was not given some of the market data: it had no room for them. */
  | { readonly kind: 'conflated'; readonly host: string; readonly at: HostMoment };

/** The last counter that order ids of an origin have used. */
export type HostCounter = {
  readonly session: SessionCode;
  readonly origin: OriginCode;
  readonly counter: number;
};

/** A plan once, and by its sum from then on: hosts start again and again with the same. */
type Written =
  | { readonly kind: 'plan'; readonly sum: string; readonly plan: HostPlan }
  | (Omit<Extract<HostEntry, { kind: 'attached' }>, 'plan'> & {
      readonly sum: string;
      readonly states: readonly (readonly [StrategyId, unknown])[];
    })
  | Exclude<HostEntry, { kind: 'attached' }>;

/** The name of the book among what a node keeps. */
export const HOST_BOOK_FILE = 'hosts.book';

const HEAD_BYTES = 8;
const RECORD_BYTES_MAX = 64 * 1024 * 1024;
/** A book that is larger, or has to wait with more, takes no more: parity ends where it does. */
const BOOK_BYTES_MAX = 256 * 1024 * 1024;
const WAITING_BYTES_MAX = 64 * 1024 * 1024;

/**
 * Which strategies ran in which host from which input on, with what parameters and state. With journal and tape it
 * tells all that their decisions came of: parity does them again.
 *
 * @example
 * const book = new HostBook(join(data, HOST_BOOK_FILE));
 * book.attached('main', plan, { at, counters });
 */
export class HostBook {
  readonly #path: string;
  readonly #sums = new Set<string>();
  #waiting: Uint8Array[] = [];
  #isOver = false;

  constructor(path: string) {
    this.#path = path;
    mkdirSync(dirname(path), { recursive: true });
  }

  /** A host follows from here on. */
  attached(
    host: string,
    plan: HostPlan,
    { at, counters }: { readonly at: HostMoment; readonly counters: readonly HostCounter[] },
  ): void {
    const states = plan.strategies.flatMap(({ seat }) =>
      seat.state === undefined ? [] : [[seat.id, seat.state] as const],
    );
    const stateless = { ...plan, strategies: plan.strategies.map(withoutState) };
    const sum = createHash('sha256').update(bytesOf(stateless)).digest('hex');
    if (!this.#sums.has(sum)) this.#append({ kind: 'plan', sum, plan: stateless });
    this.#sums.add(sum);
    this.#append({ kind: 'attached', host, at, sum, counters, states });
  }

  /** It follows no more. */
  left(host: string, how: HostLeaving, at: HostMoment): void {
    this.#append({ kind: 'left', host, at, how });
  }

  /** One more strategy follows in it. */
  joined(
    host: string,
    hosted: HostedStrategy,
    { at, counters }: { readonly at: HostMoment; readonly counters: readonly HostCounter[] },
  ): void {
    this.#append({ kind: 'joined', host, at, hosted, counters });
  }

  /** Its strategies know these instruments. */
  listed(host: string, instruments: readonly Instrument[], at: HostMoment): void {
    this.#append({ kind: 'listed', host, at, instruments });
  }

  /** One of its strategies was let stop. */
  ended(host: string, strategy: StrategyId, at: HostMoment): void {
    this.#append({ kind: 'ended', host, at, strategy });
  }

  /** It has missed market data. */
  conflated(host: string, at: HostMoment): void {
    this.#append({ kind: 'conflated', host, at });
  }

  /** On a full disk it waits for the next one: nobody's strategy, and no node, ends for want of a record. */
  #append(written: Written): void {
    if (this.#isOver) return;
    const body = bytesOf(written);
    const head = Buffer.alloc(HEAD_BYTES);
    head.writeUInt32LE(body.length, 0);
    head.writeUInt32LE(crc32(body), 4);
    this.#waiting.push(head, body);
    const bytes = Buffer.concat(this.#waiting);
    const size = statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0;
    this.#isOver = size + bytes.length > BOOK_BYTES_MAX || bytes.length > WAITING_BYTES_MAX;
    if (this.#isOver || this.#write(bytes, size)) this.#waiting = [];
  }

  /** Whether it is there; of what is not, nothing is. */
  #write(bytes: Uint8Array, size: number): boolean {
    try {
      appendFileSync(this.#path, bytes, { mode: 0o600 });
      return true;
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      if (existsSync(this.#path)) truncateSync(this.#path, size);
      return false;
    }
  }
}

/** What a book asks of the machines that hosts follow. */
export type FollowedShard = {
  readonly relay: EngineRelay;
  readonly lastCounter: (session: SessionCode, origin: OriginCode) => number;
};

/** What notes in a book where a host follows, where it does not, and where it has missed something. */
export function notesIn(
  book: HostBook,
  host: string,
  { relay, lastCounter }: FollowedShard,
): HostNotes {
  return {
    attached: (plan) => {
      const at = relay.moment;
      // Before the shard has opened there is nothing to follow: it is told of once the shard is there.
      if (at === null) return;
      const counters = plan.strategies.map(({ seat: { session, code: origin } }) => {
        return { session, origin, counter: lastCounter(session, origin) };
      });
      book.attached(host, plan, { at, counters });
    },
    joined: (hosted) => {
      const at = relay.moment;
      if (at === null) return;
      book.joined(host, hosted, { at, counters: relay.countersOf([hosted.seat]) });
    },
    listed: (instruments) => {
      const at = relay.moment;
      if (at !== null) book.listed(host, instruments, at);
    },
    left: (how) => {
      const at = relay.moment;
      if (at !== null) book.left(host, how, at);
    },
    ended: (strategy) => {
      const at = relay.moment;
      if (at !== null) book.ended(host, strategy, at);
    },
    conflated: () => {
      const at = relay.moment;
      if (at !== null) book.conflated(host, at);
    },
  };
}

/** Reads a book; what stands behind a record that is not whole is left out, as a kill may have cut it. */
export function readHostBook(path: string): readonly HostEntry[] {
  if (!existsSync(path)) return [];
  const bytes = readFileSync(path);
  const plans = new Map<string, HostPlan>();
  const entries: HostEntry[] = [];
  for (let at = 0; at + HEAD_BYTES <= bytes.length;) {
    const length = bytes.readUInt32LE(at);
    const body = bytes.subarray(at + HEAD_BYTES, at + HEAD_BYTES + length);
    const isWhole = length <= RECORD_BYTES_MAX && body.length === length;
    if (!isWhole || crc32(body) !== bytes.readUInt32LE(at + 4)) return entries;
    const written = readWritten(body);
    if (written.kind === 'plan') plans.set(written.sum, written.plan);
    else if (written.kind === 'attached') {
      const { sum, states, ...rest } = written;
      const plan = plans.get(sum);
      if (plan !== undefined) entries.push({ ...rest, plan: withStates(plan, states) });
    } else entries.push(written);
    at += HEAD_BYTES + length;
  }
  return entries;
}

function bytesOf(value: unknown): Uint8Array {
  const writer = new BinaryWriter(RECORD_BYTES_MAX);
  writePlain(writer, value);
  return writer.take();
}

/** Nobody else writes it, and each record has its sum. */
function readWritten(body: Uint8Array): Written {
  return readPlain(new BinaryReader(body)) as Written;
}

type Hosted = HostPlan['strategies'][number];

function withoutState(hosted: Hosted): Hosted {
  const { state: _, ...seat } = hosted.seat;
  return { ...hosted, seat };
}

function withStates(plan: HostPlan, states: readonly (readonly [StrategyId, unknown])[]): HostPlan {
  const byId = new Map(states);
  const strategies = plan.strategies.map((hosted) => {
    const { seat } = hosted;
    return byId.has(seat.id) ? { ...hosted, seat: { ...seat, state: byId.get(seat.id) } } : hosted;
  });
  return { ...plan, strategies };
}
