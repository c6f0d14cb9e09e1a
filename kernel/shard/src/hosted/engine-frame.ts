import {
  readPlain,
  toTimestamp,
  writePlain,
  type BinaryReader,
  type BinaryWriter,
  type Codec,
  type InputNumber,
  type OrderId,
  type OriginCode,
  type Refusal,
  type SessionCode,
  type Timestamp,
} from 'argosy/core';
import {
  inputCodec,
  toInputNumber,
  tradingEventCodec,
  type Command,
  type Input,
  type TradingEvent,
} from 'argosy/domain';
import type { EngineMemory } from 'argosy/engine';

import { shardError } from '../errors.ts';

/** A step of the shard; which instrument it is about says the input itself. */
export type Moment = { readonly number: InputNumber; readonly now: Timestamp };

/** The last counter that order ids of one origin have used. */
export type UsedCounter = {
  readonly session: SessionCode;
  readonly origin: OriginCode;
  readonly counter: number;
};

/** What an engine at the other end of a line is told, in the order of the number line. */
export type EngineFrame =
  | {
      readonly type: 'known';
      /** What trading has said before the line was there. */
      readonly memory: EngineMemory;
      readonly counters: readonly UsedCounter[];
    }
  | { readonly type: 'start'; readonly turn: Moment }
  | { readonly type: 'stop'; readonly turn: Moment }
  /** Stands for an input that has nothing for an engine but its time. */
  | { readonly type: 'passed'; readonly turn: Moment }
  | { readonly type: 'input'; readonly turn: Moment; readonly input: Input }
  | { readonly type: 'event'; readonly turn: Moment; readonly event: TradingEvent }
  | {
      readonly type: 'turnedAway';
      readonly orders: readonly OrderId[];
      /** Null where it could not be read. */
      readonly command: Command | null;
      readonly refusal: Refusal;
    }
  | {
      /** Market data that the line had no room for; the newest of each kind and instrument follows. */
      readonly type: 'conflated';
      readonly count: number;
    };

const tags = {
  known: 0,
  start: 1,
  passed: 2,
  stop: 3,
  input: 4,
  event: 5,
  turnedAway: 6,
  conflated: 7,
} as const;

/** How a frame goes into bytes. The version is raised with every change of any form in it. */
export const engineFrameCodec: Codec<EngineFrame> = {
  name: 'engineFrame',
  version: 1,
  encode(writer, frame) {
    writer.u8(tags[frame.type]);
    writeBody(writer, frame);
  },
  decode: readFrame,
};

function writeBody(writer: BinaryWriter, frame: EngineFrame): void {
  if ('turn' in frame) writeTurn(writer, frame.turn);
  if (frame.type === 'input') inputCodec.encode(writer, frame.input);
  else if (frame.type === 'event') tradingEventCodec.encode(writer, frame.event);
  else if (!('turn' in frame)) writePlain(writer, frame);
}

function readFrame(reader: BinaryReader): EngineFrame {
  const tag = reader.u8();
  switch (tag) {
    case tags.start:
      return { type: 'start', turn: readTurn(reader) };
    case tags.passed:
      return { type: 'passed', turn: readTurn(reader) };
    case tags.stop:
      return { type: 'stop', turn: readTurn(reader) };
    case tags.input:
      return { type: 'input', turn: readTurn(reader), input: inputCodec.decode(reader) };
    case tags.event:
      return { type: 'event', turn: readTurn(reader), event: tradingEventCodec.decode(reader) };
    case tags.known:
    case tags.turnedAway:
    case tags.conflated:
      // Both ends are of one version, which the greeting on the line has made sure of.
      return readPlain(reader) as EngineFrame;
    default:
      throw shardError('BAD_FRAME', `kind ${tag}`);
  }
}

function writeTurn(writer: BinaryWriter, { number, now }: Moment): void {
  writer.uint(number);
  writer.int(now);
}

function readTurn(reader: BinaryReader): Moment {
  return { number: toInputNumber(reader.uint()), now: toTimestamp(reader.int()) };
}
