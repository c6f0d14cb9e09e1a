import { ArgosyError, BinaryReader, type BinaryWriter, type InputNumber } from 'argosy/core';
import { inputCodec, toInputNumber, type Input } from 'argosy/domain';

import { journalError } from '../errors.ts';
import { requireVersion } from './record.ts';

/** An input of the tape under its number. */
export type TapeRecord = { readonly number: InputNumber; readonly input: Input };

/** Writes an input: its number, the version of its codec, what it says. */
export function writeTapeRecord(writer: BinaryWriter, { number, input }: TapeRecord): void {
  writer.uint(number);
  writer.u8(inputCodec.version);
  inputCodec.encode(writer, input);
}

/** Reads what `writeTapeRecord` wrote. */
export function readTapeRecord(bytes: Uint8Array, position: number): TapeRecord {
  try {
    const reader = new BinaryReader(bytes);
    const number = toInputNumber(reader.uint());
    requireVersion(reader.u8(), inputCodec);
    const input = inputCodec.decode(reader);
    reader.finish();
    return { number, input };
  } catch (error) {
    if (!(error instanceof ArgosyError)) throw error;
    throw journalError('UNREADABLE', `position ${position}: ${error.message}`, { position });
  }
}
