import { ArgosyError, BinaryReader, BinaryWriter } from 'argosy/core';
import { inputCodec, type Input } from 'argosy/domain';

import { feedError, isFeedCode, type FeedErrorCode } from './errors.ts';
import { NONCE_BYTES } from './feed-proof.ts';
import { isFed, type FedRow } from './fed-row.ts';

/** Of what both sides say to each other. */
const FEED_VERSION = 1;
/** The most bytes that the body of a message has. */
export const FEED_BYTES_MAX: number = 1024 * 1024;
const TEXT_MAX = 200;

/** What a message is. */
export const feedTags = { challenge: 1, hello: 2, welcome: 3, refused: 4, rows: 5 } as const;

/** Who feeds, and that it may. */
export type Hello = {
  readonly name: string;
  /** Of one life of a feed: its numbers go on over all its connections. */
  readonly session: string;
  readonly proof: Uint8Array;
};

/** Why a node does not listen any more. */
export type FeedRefusal = { readonly code: FeedErrorCode; readonly reason: string };

/** What a node says first. */
export function writeChallenge(nonce: Uint8Array): Uint8Array {
  const writer = new BinaryWriter();
  writer.uint(FEED_VERSION);
  writer.bytes(nonce);
  return writer.take();
}

/** Reads what has to be proved; a node of another version is refused. */
export function readChallenge(body: Uint8Array): Uint8Array {
  return readWhole(body, (reader) => {
    requireVersion(reader.uint());
    const nonce = reader.bytes();
    if (nonce.length === NONCE_BYTES) return nonce;
    throw feedError('BAD_MESSAGE', `a challenge of ${nonce.length} bytes`);
  });
}

/** What a feed answers. */
export function writeHello({ name, session, proof }: Hello): Uint8Array {
  const writer = new BinaryWriter();
  writer.uint(FEED_VERSION);
  writer.uint(inputCodec.version);
  writer.text(name);
  writer.text(session);
  writer.bytes(proof);
  return writer.take();
}

/** Reads who feeds; one of another version is refused. */
export function readHello(body: Uint8Array): Hello {
  return readWhole(body, (reader) => {
    requireVersion(reader.uint());
    const rows = reader.uint();
    if (rows !== inputCodec.version) {
      throw feedError('VERSION', `rows of version ${rows}, this reads ${inputCodec.version}`);
    }
    return { name: shortText(reader), session: shortText(reader), proof: reader.bytes() };
  });
}

/** Why it is over. */
export function writeRefusal({ code, reason }: FeedRefusal): Uint8Array {
  const writer = new BinaryWriter();
  writer.text(code);
  writer.text(reason);
  return writer.take();
}

/** Reads why it is over. */
export function readRefusal(body: Uint8Array): FeedRefusal {
  return readWhole(body, (reader) => {
    const code = reader.text();
    const reason = reader.text();
    return { code: isFeedCode(code) ? code : 'BAD_MESSAGE', reason };
  });
}

/** The rows of a message, one behind the other as a tape has them; what no feed may bring is refused. */
export function readRows(body: Uint8Array, take: (row: FedRow) => void): void {
  readWhole(body, (reader) => {
    while (reader.remaining > 0) {
      const input: Input = inputCodec.decode(reader);
      if (!isFed(input)) throw feedError('BAD_ROW', `a ${input.kind}`);
      take(input);
    }
  });
}

function readWhole<Value>(body: Uint8Array, read: (reader: BinaryReader) => Value): Value {
  try {
    const reader = new BinaryReader(body);
    const value = read(reader);
    reader.finish();
    return value;
  } catch (error) {
    if (!(error instanceof ArgosyError) || isFeedCode(error.code)) throw error;
    throw feedError('BAD_MESSAGE', error.message);
  }
}

function requireVersion(found: number): void {
  if (found === FEED_VERSION) return;
  throw feedError('VERSION', `the other side speaks ${found}, this one ${FEED_VERSION}`);
}

function shortText(reader: BinaryReader): string {
  const text = reader.text();
  if (text !== '' && text.length <= TEXT_MAX) return text;
  throw feedError('BAD_MESSAGE', `a name of ${text.length} letters, expected 1 to ${TEXT_MAX}`);
}
