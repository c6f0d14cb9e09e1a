import type { InstrumentId } from 'argosy/core';
import { SeriesDesk, type Input, type Instrument, type MarketData } from 'argosy/domain';

import { SeriesSetup } from '../series/series-setup.ts';
import { endedBy } from '../series/with-series.ts';
import { arraySource } from '../source.ts';
import type { ScenarioSetup } from './read-setup.ts';

/** The series of a scenario, moved by the rows of its lines. */
export class SeriesRig {
  /** Those of the setup, and one for each series. */
  readonly instruments: readonly Instrument[];
  readonly #desk: SeriesDesk;
  /** The instant whose rows are in and whose end is not said yet; Infinity while there is none. */
  #openAt = Number.POSITIVE_INFINITY;

  constructor(setup: ScenarioSetup, inputs: readonly Input[]) {
    const rows = inputs.filter(isData);
    const { contents } = arraySource('lines', rows);
    const made = new SeriesSetup({ ...setup, contents });
    const series = made.inOrder();
    const ids: readonly InstrumentId[] = series.map(({ id }) => id);
    this.instruments = [
      ...endedBy(setup.instruments, setup.actions),
      ...ids.map((id) => made.instrument(id)),
    ];
    this.#desk = new SeriesDesk(series.map((one) => made.nodeOf(one)));
  }

  /** When the series say something next; Infinity where they do not. */
  get nextAt(): number {
    return Math.min(this.#openAt, this.#desk.nextAt);
  }

  /** Takes a row in. */
  take(input: Input): void {
    if (!isData(input)) return;
    this.#desk.take(input);
    this.#openAt = input.availableAt;
  }

  /** What they say as an instant is over, or something is due. */
  say(): readonly MarketData[] {
    const at = this.nextAt;
    if (at >= this.#openAt) this.#openAt = Number.POSITIVE_INFINITY;
    return this.#desk.end(at);
  }
}

function isData(input: Input): input is MarketData {
  return 'sourceSequence' in input;
}
