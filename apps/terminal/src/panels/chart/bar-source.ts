import type { ApiClient } from '@argosy/contract/client';
import type { Problem } from '@argosy/contract';

import type { ChannelSource } from '../../hot/market-board.ts';
import { BAR_FIELDS, barsOfFields, mergeBars, toChartBar, type ChartBar } from './chart-bars.ts';

/** What a source of bars reaches. */
export type BarPlace = {
  readonly api: Pick<ApiClient, 'readBars'>;
  readonly stream: ChannelSource;
};

/** What a source of bars tells. */
export type BarListener = {
  /** Other bars than before: loaded, or with more of the past. */
  readonly loaded: (bars: readonly ChartBar[]) => void;
  /** The newest of them have changed. */
  readonly changed: (bars: readonly ChartBar[]) => void;
  readonly failed: (problem: Problem) => void;
};

/**
 * The bars of an instrument: those that were, then what the stream brings. What comes while they are loaded is put in behind
 * them, so that nothing is missed between the two; where the stream has left out an end, they are loaded anew.
 */
export class BarSource {
  readonly #place: BarPlace;
  readonly #of: { readonly instrument: string; readonly bar: string; readonly seconds: number };
  readonly #listener: BarListener;
  readonly #stop: () => void;
  /** Ends what is asked of the server: an answer that comes late holds nothing. */
  readonly #asking = new AbortController();
  #bars: readonly ChartBar[] | null = null;
  /** What came since they were asked for; null while nothing is asked. */
  #meanwhile: readonly ChartBar[] | null = null;
  #isAskingPast = false;
  #hasMorePast = true;

  constructor(place: BarPlace, of: BarSource['of'], listener: BarListener) {
    this.#place = place;
    this.#of = of;
    this.#listener = listener;
    this.#stop = place.stream.hear(`bars:${of.instrument}:${of.bar}`, {
      record: ({ fields }, terms) => {
        if (fields.length % BAR_FIELDS !== 0) return;
        const price = 10 ** (terms.pricePrecision ?? 0);
        const size = 10 ** (terms.sizePrecision ?? 0);
        this.#take(barsOfFields(fields, { price, size }));
      },
    });
    void this.#load();
  }

  /** What they are of. */
  get of(): { readonly instrument: string; readonly bar: string; readonly seconds: number } {
    return this.#of;
  }

  /** Asks for what was before the first of them, once at a time. */
  async loadPast(): Promise<void> {
    const first = this.#bars?.[0];
    if (first === undefined || this.#isAskingPast || !this.#hasMorePast) return;
    this.#isAskingPast = true;
    const { instrument, bar } = this.#of;
    const before = new Date(first.time * MS).toISOString();
    const answer = await this.#place.api.readBars({
      params: { instrument },
      query: { bar, before },
      signal: this.#asking.signal,
    });
    this.#isAskingPast = false;
    if (this.#asking.signal.aborted || !answer.ok || this.#bars?.[0]?.time !== first.time) return;
    const past = answer.value.items.map(toChartBar);
    this.#hasMorePast = past.length > 0;
    if (past.length === 0) return;
    this.#bars = mergeBars(past, this.#bars);
    this.#listener.loaded(this.#bars);
  }

  /** Hears no more. */
  end(): void {
    this.#asking.abort();
    this.#stop();
  }

  async #load(): Promise<void> {
    if (this.#meanwhile !== null) return;
    this.#meanwhile = [];
    const { instrument, bar } = this.#of;
    const answer = await this.#place.api.readBars({
      params: { instrument },
      query: { bar },
      signal: this.#asking.signal,
    });
    const meanwhile = this.#meanwhile;
    this.#meanwhile = null;
    if (this.#asking.signal.aborted) return;
    if (!answer.ok) {
      this.#listener.failed(answer.problem);
      return;
    }
    const loaded = answer.value.items.map(toChartBar);
    const past = this.#pastOf(loaded);
    if (past.length === 0) this.#hasMorePast = true;
    this.#bars = mergeBars(mergeBars(past, loaded), meanwhile);
    this.#listener.loaded(this.#bars);
  }

  /** What is known from before what was loaded; nothing where there is a hole between the two. */
  #pastOf([first]: readonly ChartBar[]): readonly ChartBar[] {
    const known = this.#bars ?? [];
    if (first === undefined || (known.at(-1)?.time ?? 0) < first.time) return [];
    return known.filter(({ time }) => time < first.time);
  }

  #take(news: readonly ChartBar[]): void {
    if (this.#meanwhile !== null) this.#meanwhile = mergeBars(this.#meanwhile, news);
    if (this.#bars === null) return;
    const last = this.#bars.at(-1);
    const [first] = news;
    const isBehind = first !== undefined && news.length > 1 && first.time > (last?.time ?? 0);
    this.#bars = mergeBars(this.#bars, news);
    this.#listener.changed(this.#bars);
    // The end of what was under way was left out: only the server knows it.
    if (isBehind) void this.#load();
  }
}

const MS = 1_000;
