import { BINARY_VERSION, MESSAGE_HEAD_BYTES } from '@argosy/contract/stream';

import { deflateFrame, openFrame, type OpenFrame } from './frame.ts';
import type { LatestChannel } from './latest-channel.ts';

/** How a connection takes market data. */
export type Form = 'json' | 'binary' | 'jsonDeflated' | 'binaryDeflated';

type Made = { readonly form: Form; readonly since: number; readonly frame: Buffer | null };

const PREFIX = Buffer.from('{"type":"values","values":[');
const SUFFIX = Buffer.from(']}');

/**
 * The channels of newest values that a connection hears. Connections that hear the same share one, and with it the
 * frames: those that were sent as much before are sent the same bytes.
 */
export class WatchSet {
  readonly key: string;
  readonly channels: readonly LatestChannel[];
  /** How many connections have it. */
  holders = 0;
  #madeAt = -1;
  #made: Made[] = [];

  constructor(key: string, channels: readonly LatestChannel[]) {
    this.key = key;
    this.channels = channels;
  }

  /** What has come behind a revision, as one frame; null where nothing has. */
  frame(since: number, form: Form, revision: number): Buffer | null {
    if (this.#madeAt !== revision) {
      this.#madeAt = revision;
      this.#made = [];
    }
    for (const made of this.#made) {
      if (made.since === since && made.form === form) return made.frame;
    }
    const due = this.channels.filter((channel) => channel.revision > since);
    const frame = valuesFrame(due, form);
    this.#made.push({ form, since, frame });
    return frame;
  }
}

/** The newest values of channels as one frame; null where none of them has one. */
export function valuesFrame(channels: readonly LatestChannel[], form: Form): Buffer | null {
  const isBinary = form === 'binary' || form === 'binaryDeflated';
  const parts = channels.map((channel) => (isBinary ? channel.binary() : channel.json()));
  let bytes = 0;
  for (const part of parts) bytes += part.length;
  if (bytes === 0) return null;
  const frame = isBinary ? binaryFrame(parts, bytes) : jsonFrame(parts, bytes);
  if (form === 'json' || form === 'binary') return frame.bytes;
  return deflateFrame(isBinary ? 'binary' : 'text', frame);
}

function jsonFrame(parts: readonly Uint8Array[], bytes: number): OpenFrame {
  // Each part begins with a comma; that of the first is written over.
  const frame = openFrame('text', PREFIX.length + bytes - 1 + SUFFIX.length);
  let at = frame.at + PREFIX.length - 1;
  for (const part of parts) {
    frame.bytes.set(part, at);
    at += part.length;
  }
  frame.bytes.set(PREFIX, frame.at);
  frame.bytes.set(SUFFIX, at);
  return frame;
}

function binaryFrame(parts: readonly Uint8Array[], bytes: number): OpenFrame {
  const frame = openFrame('binary', MESSAGE_HEAD_BYTES + bytes);
  frame.bytes.fill(0, frame.at, frame.at + MESSAGE_HEAD_BYTES);
  frame.bytes[frame.at] = BINARY_VERSION;
  let at = frame.at + MESSAGE_HEAD_BYTES;
  for (const part of parts) {
    frame.bytes.set(part, at);
    at += part.length;
  }
  return frame;
}
