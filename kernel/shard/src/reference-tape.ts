import type { InputNumber } from 'argosy/core';
import type { Input } from 'argosy/domain';

import type { Tape } from './ports.ts';

/** A backtest's tape: its data stand in the sources already, so only how far it came is kept. */
export class ReferenceTape implements Tape {
  #count = 0;
  #last = -1;

  /** How many inputs went onto the tape. */
  get count(): number {
    return this.#count;
  }

  /** The number of the last of them; -1 while there is none. */
  get last(): number {
    return this.#last;
  }

  append(number: InputNumber, _input: Input): void {
    this.#count += 1;
    this.#last = number;
  }
}
