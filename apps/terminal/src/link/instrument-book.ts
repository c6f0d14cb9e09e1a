import type { Instrument } from '@argosy/contract';
import type { ApiClient } from '@argosy/contract/client';
import { signal, type ReadonlySignal } from '@preact/signals-core';

const NOT_FOUND = 404;

/** What instruments are, each asked for once. */
export class InstrumentBook {
  readonly #api: Pick<ApiClient, 'findInstrument'>;
  readonly #known = new Map<string, ReadonlySignal<Instrument | null>>();
  /** Hears of ids that the node knows no instrument of. */
  onUnknown: ((id: string) => void) | null = null;

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
    else {
      // Asked again by whoever wants it next.
      this.#known.delete(id);
      if (answer.problem.status === NOT_FOUND) this.onUnknown?.(id);
    }
  }
}
