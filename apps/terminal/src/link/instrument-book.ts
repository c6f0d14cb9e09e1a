import type { Instrument } from '@argosy/contract';
import type { ApiClient } from '@argosy/contract/client';
import { signal, type ReadonlySignal } from '@preact/signals-core';

/** What instruments are, each asked for once. */
export class InstrumentBook {
  readonly #api: Pick<ApiClient, 'findInstrument'>;
  readonly #known = new Map<string, ReadonlySignal<Instrument | null>>();

  constructor(api: Pick<ApiClient, 'findInstrument'>) {
    this.#api = api;
  }

  /** What an instrument is; null until the node has said it, and where it knows none of that name. */
  find(id: string): ReadonlySignal<Instrument | null> {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const asked = signal<Instrument | null>(null);
    this.#known.set(id, asked);
    void this.#ask(id, asked);
    return asked;
  }

  async #ask(id: string, into: { value: Instrument | null }): Promise<void> {
    const answer = await this.#api.findInstrument({ params: { instrument: id } });
    if (answer.ok) into.value = answer.value;
    // Asked again by whoever wants it next.
    else this.#known.delete(id);
  }
}
