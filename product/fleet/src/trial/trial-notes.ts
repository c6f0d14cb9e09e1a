import { barSpanMicros, componentOf, formatBarSpec, parseBarSpec } from 'argosy/domain';

import type { Subscription } from '../check/report.ts';
import type { MarketWants } from './synthetic-market.ts';

/** How many instruments and kinds of bars a trial makes data for. */
const WANTS_MAX = 50;
const ONLY_INSTRUMENT = 'SYNTH-1.CHECK';
/** How many subscriptions are told. */
const SUBSCRIPTIONS_MAX = 200;

/** What a strategy asks for while it runs, and which of its callbacks are called. */
export class TrialNotes {
  readonly #instruments: Set<string>;
  readonly #bars: Set<string>;
  #longestBuilt: number;
  #hasTicks: boolean;
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #callbacks = new Map<string, number>();

  /** Begins with what is known already to be asked for. */
  constructor(known: MarketWants | null) {
    this.#instruments = new Set(known?.instruments);
    this.#bars = new Set(known?.bars);
    this.#longestBuilt = known?.longestBuilt ?? 0;
    this.#hasTicks = known?.hasTicks ?? false;
  }

  /** What the market has to have. A strategy that asks for nothing still gets one instrument. */
  wants(): MarketWants {
    const instruments = this.#instruments.size > 0 ? [...this.#instruments] : [ONLY_INSTRUMENT];
    const bars = [...this.#bars];
    const hasTicks = this.#hasTicks || bars.length === 0;
    return { instruments, bars, hasTicks, longestBuilt: this.#longestBuilt };
  }

  get subscriptions(): readonly Subscription[] {
    return [...this.#subscriptions.values()];
  }

  get callbacks(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#callbacks);
  }

  noteInstrument(id: string): void {
    if (this.#instruments.size < WANTS_MAX) this.#instruments.add(id);
  }

  noteSubscription(kind: Subscription['kind'], of: string): void {
    const key = `${kind} ${of}`;
    if (this.#subscriptions.size < SUBSCRIPTIONS_MAX) this.#subscriptions.set(key, { kind, of });
    if (kind === 'bar' || kind === 'history') this.noteBars(of);
    else {
      this.noteInstrument(of);
      this.#hasTicks = true;
    }
  }

  /** Bars from outside have to be brought; those that are built need what they are built of. */
  noteBars(text: string): void {
    const parsed = parseBarSpec(text);
    if (!parsed.ok) return;
    const spec = parsed.value;
    this.noteInstrument(spec.instrument);
    const brought = componentOf(spec) ?? spec;
    if (brought.source === 'EXTERNAL') {
      if (this.#bars.size < WANTS_MAX) this.#bars.add(formatBarSpec(brought));
      return;
    }
    this.#hasTicks = true;
    this.#longestBuilt = Math.max(this.#longestBuilt, barSpanMicros(spec));
  }

  noteCallback(name: string): void {
    this.#callbacks.set(name, (this.#callbacks.get(name) ?? 0) + 1);
  }

  /** A run begins anew: what was asked for is kept, what was called is not. */
  beginRun(): void {
    this.#callbacks.clear();
  }
}
