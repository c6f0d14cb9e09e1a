import { BinaryReader } from './binary-reader.ts';
import { BinaryWriter } from './binary-writer.ts';
import { coreError } from './errors.ts';

/** How one kind of record goes into bytes and comes back. */
export type Codec<T> = {
  readonly name: string;
  /** Raised whenever the form changes. */
  readonly version: number;
  encode(writer: BinaryWriter, value: T): void;
  decode(reader: BinaryReader): T;
};

/** A record with its kind and version before it. */
export function encodeVersioned<T>(
  codec: Codec<T>,
  value: T,
  writer: BinaryWriter = new BinaryWriter(),
): Uint8Array {
  writer.reset();
  writer.text(codec.name);
  writer.uint(codec.version);
  codec.encode(writer, value);
  return writer.take();
}

/** Reads such a record; one of another kind or version, or one with bytes left over, is refused. */
export function decodeVersioned<T>(codec: Codec<T>, bytes: Uint8Array): T {
  const reader = new BinaryReader(bytes);
  const name = reader.text();
  if (name !== codec.name) {
    const found = `${JSON.stringify(name)}, expected '${codec.name}'`;
    throw coreError('DECODE_FAILED', found, { offset: 0 });
  }
  const version = reader.uint();
  if (version !== codec.version) {
    const found = `'${name}' of version ${version}, expected ${codec.version}`;
    throw coreError('UNSUPPORTED_VERSION', found, { version });
  }
  const value = codec.decode(reader);
  reader.finish();
  return value;
}
