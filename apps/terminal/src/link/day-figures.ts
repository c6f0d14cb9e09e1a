import type { MarketState } from '@argosy/contract';
import type { ApiClient } from '@argosy/contract/client';

import type { MarketBoard } from '../hot/market-board.ts';
import type { MarketRow } from '../hot/market-row.ts';

/** Instruments that are watched from now on are asked about together, so long after the first of them. */
const GATHER_MS = 30;
/** What is watched is asked about again so often: volume grows, and a day follows another. */
const AGAIN_MS = 15_000;
const ASKED_MAX = 200;
const RETRY_MS = 2_000;

/** What the stream does not bring of an instrument: yesterday's close, the day's range and volume. */
export class DayFigures {
  readonly #api: Pick<ApiClient, 'readQuotes'>;
  readonly #market: MarketBoard;
  readonly #wanted = new Set<string>();
  #isGathering = false;

  constructor(api: Pick<ApiClient, 'readQuotes'>, market: MarketBoard) {
    this.#api = api;
    this.#market = market;
  }

  /** Begins to ask about whatever is watched. */
  start(): void {
    this.#market.onWatched = (instrument) => {
      this.#wanted.add(instrument);
      if (this.#isGathering) return;
      this.#isGathering = true;
      setTimeout(() => void this.#askWanted(), GATHER_MS);
    };
    setInterval(() => {
      if (document.visibilityState === 'visible') void this.#ask(this.#market.instruments);
    }, AGAIN_MS);
  }

  async #askWanted(isAgain = false): Promise<void> {
    this.#isGathering = false;
    const wanted = [...this.#wanted];
    this.#wanted.clear();
    if ((await this.#ask(wanted)) || isAgain) return;
    // A moment's trouble is over by then; what lasts longer is left to the next round.
    for (const instrument of wanted) this.#wanted.add(instrument);
    setTimeout(() => void this.#askWanted(true), RETRY_MS);
  }

  /** Whether all was answered. */
  async #ask(instruments: readonly string[]): Promise<boolean> {
    for (let from = 0; from < instruments.length; from += ASKED_MAX) {
      const part = instruments.slice(from, from + ASKED_MAX);
      const answer = await this.#api.readQuotes({ query: { instruments: part } });
      if (!answer.ok) return false;
      for (const state of answer.value.quotes) {
        const row = this.#market.row(state.instrument);
        if (row === null) continue;
        putDay(row, state);
        this.#market.touch(state.instrument);
      }
    }
    return true;
  }
}

/** Puts what was answered into a row. What the stream has told already is newer, and stays. */
export function putDay(row: MarketRow, { day, last, quote, index, isStale }: MarketState): void {
  row.isStale = isStale;
  if (Number.isNaN(row.last)) row.last = number(last?.price ?? index);
  if (Number.isNaN(row.bid)) row.bid = number(quote?.bid);
  if (Number.isNaN(row.ask)) row.ask = number(quote?.ask);
  if (day === null) return;
  for (const name of ['previousClose', 'open', 'high', 'low', 'volume'] as const) {
    row[name] = number(day[name]);
  }
}

function number(text: string | null | undefined): number {
  return text === null || text === undefined ? Number.NaN : Number(text);
}
