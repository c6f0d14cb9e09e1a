import { ArgosyError, BinaryReader, type BinaryWriter, type InputNumber } from 'argosy/core';
import { inputCodec, toInputNumber, type Input } from 'argosy/domain';

import { journalError } from '../errors.ts';
import { requireVersion } from './record.ts';

/** An input of the tape under its number. */
export type TapeRecord = { readonly number: InputNumber; readonly input: Input };

/** Says that inputs from a number on were left out, up to the record behind it. */
export type TapeMark = { readonly number: InputNumber; readonly input: null };

/** Stands in the place of a codec's version, which begins with 1. */
const MARK = 0;

/** Writes an input: its number, the version of its codec, what it says. */
export function writeTapeRecord(writer: BinaryWriter, { number, input }: TapeRecord): void {
  writer.uint(number);
  writer.u8(inputCodec.version);
  inputCodec.encode(writer, input);
}

/** Writes a mark: the number of the first input that was left out. */
export function writeTapeMark(writer: BinaryWriter, number: InputNumber): void {
  writer.uint(number);
  writer.u8(MARK);
}

/** Reads what `writeTapeRecord` or `writeTapeMark` wrote. */
export function readTapeRecord(bytes: Uint8Array, position: number): TapeRecord | TapeMark {
  try {
    const reader = new BinaryReader(bytes);
    const number = toInputNumber(reader.uint());
    const version = reader.u8();
    if (version !== MARK) requireVersion(version, inputCodec);
    const input = version === MARK ? null : inputCodec.decode(reader);
    reader.finish();
    return { number, input };
  } catch (error) {
    if (!(error instanceof ArgosyError)) throw error;
    throw journalError('UNREADABLE', `position ${position}: ${error.message}`, { position });
  }
}
