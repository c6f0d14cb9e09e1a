import { assert, brand, type InputNumber, type InstrumentIndex } from 'argosy/core';

/** A dense index; only an `InstrumentTable` hands these out. */
export function toInstrumentIndex(value: number): InstrumentIndex {
  assert(Number.isSafeInteger(value) && value >= 0, `instrument index ${value}`);
  return brand<InstrumentIndex>(value);
}

/** A place on a shard's number line; only a sequencer hands these out. */
export function toInputNumber(value: number): InputNumber {
  assert(Number.isSafeInteger(value) && value >= 0, `input number ${value}`);
  return brand<InputNumber>(value);
}
