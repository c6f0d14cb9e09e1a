import { BinaryReader, BinaryWriter, readPlain, writePlain } from 'argosy/core';
import {
  inputCodec,
  tradingEventCodec,
  type Instrument,
  type MarketData,
  type TradingEvent,
} from 'argosy/domain';

import { serverError } from '../errors.ts';

/** What goes to the threads that show things: market data with its instrument's index (-1 for all), and events. */
export type StreamSink = {
  readonly onMarket: (input: MarketData, instrument: number) => void;
  readonly onEvent: (event: TradingEvent) => void;
  /** What is listed from here on, behind what was before. */
  readonly onListed: (instruments: readonly Instrument[]) => void;
};

const marketTag = 1;
const eventTag = 2;
const listedTag = 3;

/** Writes records one behind another: no lengths, since each says itself where it ends. */
export class BatchWriter {
  readonly #writer = new BinaryWriter();
  #records = 0;

  /** How many records wait. */
  get records(): number {
    return this.#records;
  }

  get size(): number {
    return this.#writer.size;
  }

  market(input: MarketData, instrument: number): void {
    this.#writer.u8(marketTag);
    this.#writer.int(instrument);
    inputCodec.encode(this.#writer, input);
    this.#records += 1;
  }

  event(event: TradingEvent): void {
    this.#writer.u8(eventTag);
    tradingEventCodec.encode(this.#writer, event);
    this.#records += 1;
  }

  listed(instruments: readonly Instrument[]): void {
    this.#writer.u8(listedTag);
    writePlain(this.#writer, instruments);
    this.#records += 1;
  }

  /** What was written, in bytes of their own. */
  take(): Uint8Array {
    this.#records = 0;
    return this.#writer.take();
  }
}

/** Reads what a writer has written, in its order. */
export function readBatch(bytes: Uint8Array, sink: StreamSink): void {
  const reader = new BinaryReader(bytes);
  while (reader.remaining > 0) {
    const tag = reader.u8();
    if (tag === marketTag) {
      const instrument = reader.int();
      const input = inputCodec.decode(reader);
      if (!isMarket(input)) throw serverError('CALL_FAILED', `a ${input.kind} among market data`);
      sink.onMarket(input, instrument);
    } else if (tag === eventTag) sink.onEvent(tradingEventCodec.decode(reader));
    // Both ends are of one process.
    else sink.onListed(readPlain(reader) as readonly Instrument[]);
  }
}

function isMarket(input: ReturnType<typeof inputCodec.decode>): input is MarketData {
  const { kind } = input;
  return kind !== 'command' && kind !== 'report' && kind !== 'time' && kind !== 'answer';
}
