import { deserialize, serialize } from 'node:v8';

import type { OrderId } from 'argosy/core';
import type { CommandBody, Effect, OrderRequest, Report } from 'argosy/domain';
import type { BrokerAnswer, BrokerQuery } from 'argosy/reconciliation';

/** What a client asks for with an order of its own. */
export type Wish = Pick<OrderRequest, 'side' | 'qty' | 'terms'>;

/** What a process of ours is told. */
export type Inward =
  | { readonly type: 'go' }
  | { readonly type: 'place'; readonly wish: Wish }
  | { readonly type: 'command'; readonly body: CommandBody }
  | { readonly type: 'snapshot' }
  | { readonly type: 'report'; readonly report: Report }
  | { readonly type: 'answer'; readonly answer: BrokerAnswer };

/** What a process knew when it was ready: once its journal was replayed, and once it agreed with its broker. */
export type Ready = {
  readonly type: 'ready';
  readonly recoveredHash: string;
  readonly hash: string;
  /** The position up to which that is. */
  readonly position: number;
};

/** What it says. */
export type Outward =
  | Ready
  | { readonly type: 'effect'; readonly effect: Effect }
  | { readonly type: 'query'; readonly query: BrokerQuery }
  | { readonly type: 'ack'; readonly order: OrderId; readonly position: number }
  | { readonly type: 'done'; readonly body: CommandBody };

const HEAD_BYTES = 5;
const FRAME_BYTES_MAX = 16 * 1024 * 1024;

/** A message as it goes over the line: its length, whether it is a report, then its bytes. */
export function toFrame(message: Inward | Outward): Buffer {
  const bytes = serialize(message);
  const frame = Buffer.alloc(HEAD_BYTES + bytes.length);
  frame.writeUInt32LE(bytes.length);
  frame.writeUInt8(message.type === 'report' ? 1 : 0, HEAD_BYTES - 1);
  frame.set(bytes, HEAD_BYTES);
  return frame;
}

/** Puts messages together again from the pieces they come in; what never becomes whole is nothing. */
export class FrameReader<Message extends Inward | Outward> {
  #rest: Buffer = Buffer.alloc(0);

  /** The bytes of each message that is whole by now, and whether it is a report. */
  *take(piece: Buffer): Generator<{ readonly bytes: Buffer; readonly isReport: boolean }> {
    this.#rest = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    while (this.#rest.length >= HEAD_BYTES) {
      const end = HEAD_BYTES + this.#rest.readUInt32LE();
      if (end > FRAME_BYTES_MAX) throw new RangeError(`a frame of ${end} bytes`);
      if (this.#rest.length < end) return;
      const bytes = this.#rest.subarray(HEAD_BYTES, end);
      const isReport = this.#rest.readUInt8(HEAD_BYTES - 1) === 1;
      this.#rest = this.#rest.subarray(end);
      yield { bytes, isReport };
    }
  }

  /** Reads the bytes of a message. */
  read(bytes: Buffer): Message {
    return deserialize(bytes) as Message;
  }
}
