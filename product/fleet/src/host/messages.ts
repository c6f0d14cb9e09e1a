import {
  ArgosyError,
  decodeVersioned,
  encodeVersioned,
  readPlain,
  writePlain,
  type Codec,
  type InstrumentId,
  type LedgerScales,
  type StrategyId,
  type TradingCalendar,
} from 'argosy/core';
import {
  inputCodec,
  type Ask,
  type BarSpecText,
  type Command,
  type Instrument,
} from 'argosy/domain';
import type { LogRecord, Missed, SeatSetup, StrategyFault } from 'argosy/engine';
import {
  engineFrameCodec,
  type EngineFrame,
  type HostedEngine,
  type UsedCounter,
} from 'argosy/shard';

import type { WireMessage } from '@argosy/bridge/wire';

/** A strategy of a host: where its class is, what it is given, where it trades. */
export type HostedStrategy = {
  readonly file: string;
  /** Which of several strategies of the file; null where there is one. */
  readonly name: string | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly seat: Omit<SeatSetup, 'strategy' | 'scan'>;
  /** Whether its account's futures and options are margined together. */
  readonly isScanned: boolean;
};

/** All that a host is made of. */
export type HostPlan = {
  readonly instruments: readonly Instrument[];
  readonly calendars: readonly TradingCalendar[];
  readonly externalBars: readonly BarSpecText[];
  readonly scales: LedgerScales;
  /** What its strategies' chance comes of. */
  readonly seed: string;
  readonly strategies: readonly HostedStrategy[];
};

/** What a strategy's callbacks have cost since its host began. */
export type CallbackFigures = {
  readonly strategy: StrategyId;
  readonly calls: number;
  readonly micros: number;
  readonly microsMax: number;
  /** How many took longer than a callback should. */
  readonly breaches: number;
  /** How they are spread over the buckets of latencies; the last is what lies above all. */
  readonly counts: readonly number[];
};

/** Where an event of trading stands: they come in this order. */
export type EventPlace = { readonly number: number; readonly index: number };

/** What a strategy would keep, and what it knew when it said so. */
export type ToldState = {
  readonly strategy: StrategyId;
  readonly state: unknown;
  /** The last event of trading that its host had heard; null where it has heard none. */
  readonly heard: EventPlace | null;
  /** What its book held of each instrument. */
  readonly held: Missed['held'];
};

/** Where the number line is. */
export type HostMoment = Parameters<HostedEngine['join']>[1];

/** What a host is told. */
export type ToHost =
  | { readonly type: 'plan'; readonly plan: HostPlan; readonly deadlineMicros: number }
  | { readonly type: 'frame'; readonly frame: EngineFrame }
  /** What the states that its strategies go on with do not know; comes before they start. */
  | { readonly type: 'missed'; readonly missed: readonly (readonly [StrategyId, Missed])[] }
  | { readonly type: 'ping'; readonly id: number }
  /** What is listed from here on. */
  | { readonly type: 'list'; readonly instruments: readonly Instrument[] }
  /** Ends one of its strategies where the number line is; the others go on. */
  | { readonly type: 'stopOne'; readonly strategy: StrategyId; readonly turn: HostMoment }
  /** Has it load one more strategy, while the others go on. */
  | { readonly type: 'load'; readonly hosted: HostedStrategy; readonly deadlineMicros: number }
  /** Starts what it has loaded, where the number line is. */
  | {
      readonly type: 'startOne';
      readonly strategy: StrategyId;
      readonly turn: HostMoment;
      readonly counters: readonly UsedCounter[];
      readonly missed: Missed | null;
    }
  /** Asks for what its strategies would keep; with `isLast` it ends afterwards. */
  | { readonly type: 'states'; readonly isLast: boolean };

/** What a host says. */
export type FromHost =
  | { readonly type: 'ready' }
  | {
      readonly type: 'failed';
      /** The one that could not be loaded, while the others run; null where none of them can. */
      readonly strategy: StrategyId | null;
      readonly code: string;
      readonly detail: string;
    }
  | {
      readonly type: 'command';
      readonly command: Command;
      /** How many pieces of market data it had not been given by then. */
      readonly conflated: number;
    }
  | { readonly type: 'ask'; readonly ask: Ask }
  | { readonly type: 'log'; readonly record: LogRecord }
  | { readonly type: 'fault'; readonly fault: StrategyFault }
  /** Its strategies see prices of nothing else than this, and of what it has named before. */
  | { readonly type: 'wants'; readonly instruments: readonly InstrumentId[] }
  /** When a timer or a bar of its is due; null for never. */
  | { readonly type: 'wake'; readonly at: number | null }
  | {
      readonly type: 'states';
      /** The number it had read by then. */
      readonly readTo: number;
      readonly states: readonly ToldState[];
      /** Those of their commands that were given with them, and follow: the states count them as sent. */
      readonly sent: readonly Command[];
    }
  /** One that it was to load waits for its start. */
  | { readonly type: 'loaded'; readonly strategy: StrategyId }
  /** It has: what comes from here on is its as well. */
  | { readonly type: 'startedOne'; readonly strategy: StrategyId }
  /** One has ended, and this is what it would keep. */
  | {
      readonly type: 'stoppedOne';
      readonly strategy: StrategyId;
      readonly readTo: number;
      /** Null where it keeps nothing. */
      readonly state: ToldState | null;
    }
  | {
      readonly type: 'pong';
      readonly id: number;
      /** The number it has read; what it was not given for want of room. */
      readonly readTo: number;
      readonly conflated: number;
      readonly heapBytes: number;
      readonly figures: readonly CallbackFigures[];
    };

const frameTag = 1;
const plainTag = 2;
const commandTag = 3;

/** Data of any shape; both ends are of one build. */
const plainCodec: Codec<unknown> = {
  name: 'hostMessage',
  version: 1,
  encode: writePlain,
  decode: readPlain,
};

type SentCommand = Extract<FromHost, { readonly type: 'command' }>;

/** A command, and what its sender had been given by then. */
const sentCommandCodec: Codec<SentCommand> = {
  name: 'hostCommand',
  version: 1,
  encode(writer, { command, conflated }) {
    writer.uint(conflated);
    inputCodec.encode(writer, command);
  },
  decode(reader) {
    const conflated = reader.uint();
    const command = inputCodec.decode(reader);
    if (command.kind === 'command') return { type: 'command', command, conflated };
    throw new ArgosyError('BAD_MESSAGE', `a ${command.kind} of a host`);
  },
};

/** A frame for a host's engine, whose bytes are made. */
export function frameToHost(body: Uint8Array): WireMessage {
  return { tag: frameTag, body };
}

/** Any other message to a host as bytes. */
export function encodeToHost(message: Exclude<ToHost, { readonly type: 'frame' }>): WireMessage {
  return { tag: plainTag, body: encodeVersioned(plainCodec, message) };
}

/** Reads such a message. */
export function decodeToHost({ tag, body }: WireMessage): ToHost {
  if (tag === frameTag) return { type: 'frame', frame: decodeVersioned(engineFrameCodec, body) };
  if (tag === plainTag) return decodeVersioned(plainCodec, body) as ToHost;
  throw new ArgosyError('BAD_MESSAGE', `kind ${tag} to a host`);
}

/** A message of a host as bytes. */
export function encodeFromHost(message: FromHost): WireMessage {
  if (message.type === 'command') {
    return { tag: commandTag, body: encodeVersioned(sentCommandCodec, message) };
  }
  return { tag: plainTag, body: encodeVersioned(plainCodec, message) };
}

/** Reads such a message. */
export function decodeFromHost({ tag, body }: WireMessage): FromHost {
  if (tag === plainTag) return decodeVersioned(plainCodec, body) as FromHost;
  if (tag === commandTag) return decodeVersioned(sentCommandCodec, body);
  throw new ArgosyError('BAD_MESSAGE', `kind ${tag} of a host`);
}
