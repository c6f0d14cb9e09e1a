import { createHmac } from 'node:crypto';

import { journalError } from '../errors.ts';

/** How many bytes a key has. */
export const KEY_BYTES = 32;

/** The key that the keys of all clients are wrapped by. It shows itself to nobody: not in a log, not in JSON. */
export class MasterKey {
  readonly #bytes: Uint8Array;

  private constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Reads 64 hexadecimal digits; what they are is in no message. */
  static parse(text: string): MasterKey {
    const digits = text.trim();
    if (/^[0-9a-f]{64}$/iu.test(digits)) return new MasterKey(Buffer.from(digits, 'hex'));
    const detail = `expected ${KEY_BYTES * 2} hexadecimal digits, found ${digits.length} characters`;
    throw journalError('BAD_MASTER_KEY', detail);
  }

  /** The bytes, for the cipher alone. */
  reveal(): Uint8Array {
    return this.#bytes;
  }

  /** What tells this key from another one, and nothing else of it. */
  fingerprint(): Uint8Array {
    return createHmac('sha256', this.#bytes)
      .update('argosy names: which key')
      .digest()
      .subarray(0, 8);
  }

  toString(): string {
    return '***';
  }

  toJSON(): string {
    return '***';
  }
}
