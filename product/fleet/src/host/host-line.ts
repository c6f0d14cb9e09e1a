import { encodeVersioned, type InstrumentId } from 'argosy/core';
import type { Input, Instrument, MarketData } from 'argosy/domain';
import { engineFrameCodec, type EngineFrame, type EngineLine } from 'argosy/shard';

import type { HostSight, SightSeat } from './host-sight.ts';
import type { MessageWriter } from '@argosy/bridge/wire';
import { encodeToHost, frameToHost, type ToHost } from './messages.ts';

/** With so many bytes waiting, market data is conflated. */
const LINE_BYTES_WARN: number = 1024 * 1024;
/** With so many a host is given up: it has stopped reading. */
const LINE_BYTES_MAX: number = 64 * 1024 * 1024;

type InputFrame = Extract<EngineFrame, { readonly type: 'input' }>;

/** How much of a line's data waits. */
export type LineOptions = {
  readonly writer: Pick<MessageWriter, 'write' | 'waiting'>;
  /** Of what the host needs prices. */
  readonly sight: HostSight;
  /** What makes its engine know the prices of an instrument that it was spared. */
  readonly pricesOf: (instrument: InstrumentId) => readonly MarketData[];
  /** The host does not read any more; nothing is sent from now on. */
  readonly onLost: () => void;
  readonly bytesWarn?: number;
  readonly bytesMax?: number;
};

/**
 * The way to a host. Where it reads too slowly, of quotes and other prices only the newest of each
 * instrument is kept until it has caught up; trading's events, bars, statuses and time never are left
 * out. A host that still falls behind is given up.
 */
export class HostLine implements EngineLine {
  readonly #options: Required<LineOptions>;
  /** The newest that waits, by kind and instrument. */
  readonly #newest = new Map<string, InputFrame>();
  #left = 0;
  #isLost = false;
  #conflated = 0;
  /** Where the number line was when the line was last given something. */
  #moment: InputFrame['turn'] | null = null;

  constructor(options: LineOptions) {
    this.#options = { bytesWarn: LINE_BYTES_WARN, bytesMax: LINE_BYTES_MAX, ...options };
  }

  /** How many pieces of market data were left out so far. */
  get conflated(): number {
    return this.#conflated;
  }

  /** Has nothing but prices of these, and of what its accounts trade, go by from now on. */
  want(instruments: readonly InstrumentId[]): void {
    this.#options.sight.want(instruments);
  }

  /** Says what is listed from here on, before anything is said of it. */
  list(instruments: readonly Instrument[]): void {
    this.#options.sight.list(instruments);
    this.say({ type: 'list', instruments });
  }

  /** One more strategy comes: it is to know of prices what it would know in a host of its own, and not more that is old. */
  join(seat: SightSeat): void {
    const { sight, writer, bytesWarn } = this.#options;
    this.#catchUpOn(sight.join(seat), writer.waiting > bytesWarn);
  }

  send(frame: EngineFrame, bytes: () => Uint8Array, passed: () => Uint8Array): void {
    const { writer, sight, bytesWarn, bytesMax } = this.#options;
    if (this.#isLost) return;
    if (writer.waiting > bytesMax) {
      this.#lose();
      return;
    }
    const isBehind = writer.waiting > bytesWarn;
    if (frame.type === 'event') this.#catchUpOn(sight.note(frame.event), isBehind);
    // Time passes all the same: bars close and timers fire where they would.
    const isSpared = frame.type === 'input' && sight.leavesOut(frame);
    const key = frame.type === 'input' && !isSpared ? keyOf(frame.input) : null;
    if (isSpared) this.#pass(passed, isBehind, true);
    else if (isBehind && key !== null && frame.type === 'input') this.#keep(key, frame);
    else this.#pass(bytes, isBehind, canWait(frame, sight));
    if ('turn' in frame) this.#moment = frame.turn;
  }

  /** A message of the host's own, which is no frame of its engine. */
  say(message: Exclude<ToHost, { readonly type: 'frame' }>): void {
    if (!this.#isLost) this.#options.writer.write(encodeToHost(message));
  }

  /** Sends what was kept back once there is room, though nothing else comes. */
  catchUp(): void {
    if (this.#newest.size === 0 || this.#options.writer.waiting > this.#options.bytesWarn) return;
    this.#release();
  }

  /** What was kept back comes before what is newer, with the time of then: time does not go back for a host. */
  #pass(bytes: () => Uint8Array, isBehind: boolean, isUnhurried = false): void {
    if (!isBehind && this.#newest.size > 0) this.#release();
    this.#options.writer.write(frameToHost(bytes()), isUnhurried);
  }

  /** The prices of what it needs from here on, as of now. */
  #catchUpOn(instruments: readonly InstrumentId[], isBehind: boolean): void {
    const turn = this.#moment;
    if (turn === null) return;
    for (const instrument of instruments) {
      for (const input of this.#options.pricesOf(instrument)) {
        const frame = { type: 'input', turn, input } as const;
        this.#pass(() => encodeVersioned(engineFrameCodec, frame), isBehind);
      }
    }
  }

  #keep(key: string, frame: InputFrame): void {
    if (this.#newest.has(key)) {
      this.#left += 1;
      this.#conflated += 1;
      // What comes again stands behind all that came since.
      this.#newest.delete(key);
    }
    this.#newest.set(key, frame);
  }

  #release(): void {
    if (this.#left > 0) this.#write({ type: 'conflated', count: this.#left });
    this.#left = 0;
    const kept = [...this.#newest.values()];
    this.#newest.clear();
    for (const frame of kept) this.#write({ ...frame, turn: this.#moment ?? frame.turn });
  }

  #write(frame: EngineFrame): void {
    this.#options.writer.write(frameToHost(encodeVersioned(engineFrameCodec, frame)));
  }

  #lose(): void {
    this.#isLost = true;
    this.#newest.clear();
    this.#options.onLost();
  }
}

/** Nothing in the host acts on it, or a `time` follows where something is due: it needs not be woken for it. */
function canWait(frame: EngineFrame, sight: HostSight): boolean {
  return frame.type === 'passed' || (frame.type === 'event' && sight.isOthers(frame.event));
}

/** Of what only the newest matters; all else must not be left out. */
const priceKinds: ReadonlySet<Input['kind']> = new Set(['quote', 'trade', 'mark', 'index']);

/** What a price is of; null of what is none. */
function keyOf(input: Input): string | null {
  if (!priceKinds.has(input.kind) || !('instrument' in input)) return null;
  return `${input.kind} ${input.instrument}`;
}
