import { formatTimestamp, Random, toTimestamp, unwrap, type Timestamp } from 'argosy/core';
import { barSpanMicros, parseBarSpec, type TradingEvent } from 'argosy/domain';

import { Backtest, runBacktest } from '../backtest.ts';
import type { BacktestConfig } from '../config.ts';
import { backtestError } from '../errors.ts';
import { withSeries } from '../series/with-series.ts';
import { findActiveFrom } from '../warm-up.ts';
import type { BacktestResult } from '../result.ts';
import { describeEvent, EventTrace } from './event-trace.ts';
import { withFrozenData } from './frozen-data.ts';
import { findFirstRowAt, truncateSource } from './truncated-source.ts';

/** What a run can depend on that it must not. */
export type ProofRule = 'repeat' | 'lookAhead' | 'registration' | 'surroundings' | 'sharedData';

/** What writing into something frozen throws. */
const frozenText = /read only property|object is not extensible|Cannot delete property/u;

/** Something that a run depends on, and where it shows. */
export type ProofFinding = { readonly rule: ProofRule; readonly detail: string };

/** What the proof of a run came to. */
export type Proof = {
  /** True when nothing was found. */
  readonly holds: boolean;
  readonly findings: readonly ProofFinding[];
  /** How often it was run. */
  readonly runs: number;
  readonly result: BacktestResult;
};

/** How a run is proved. */
export type ProofOptions = {
  /** At how many instants the data are cut off; 20 unless told otherwise. */
  readonly truncations?: number;
  /** In how many orders everything is registered; 4 unless told otherwise. */
  readonly permutations?: number;
  /** Chooses the instants and the orders. */
  readonly seed?: string | number;
  /** Runs a piece of work where clock and chance of the surroundings throw. */
  readonly guard?: <Value>(work: () => Value) => Value;
  /**
   * Cuts off everything that becomes known at an instant or later; the sources unless told
   * otherwise. Whoever gives a strategy data by another way cuts them here as well.
   */
  readonly cut?: (config: BacktestConfig, instant: Timestamp) => BacktestConfig;
  /** Hears of each run before it begins: how many are done, of how many. */
  readonly onRun?: (done: number, all: number) => void;
};

const TRUNCATIONS = 20;
const PERMUTATIONS = 4;

/**
 * Proves that a run depends on its data and its seed alone: it comes out the same twice, the same
 * under any order of giving, the same up to an instant when everything later is cut off, and it
 * asks its surroundings for neither time nor chance, and changes nothing that it is only given.
 *
 * @example
 * const proof = proveBacktest(config);
 * for (const { rule, detail } of proof.findings) console.log(rule, detail);
 */
export function proveBacktest(config: BacktestConfig, options: ProofOptions = {}): Proof {
  for (const { name, isRepeatable } of config.sources) {
    if (!isRepeatable) throw backtestError('NOT_REPEATABLE', `source ${name} can be read once`);
  }
  return new Prover(config, options).prove();
}

class Prover {
  readonly #config: BacktestConfig;
  /** Bars of warm-up are counted in the whole data, once. */
  readonly #activeFrom: Timestamp;
  readonly #options: ProofOptions;
  readonly #random: Random;
  readonly #findings: ProofFinding[] = [];
  #all: number;
  #runs = 0;

  constructor(config: BacktestConfig, options: ProofOptions) {
    const { warmUpBars: _, ...rest } = config;
    this.#activeFrom = findActiveFrom(withSeries(config));
    this.#config = { ...rest, warmUpUntil: this.#activeFrom };
    this.#options = options;
    this.#random = Random.fromSeed(options.seed ?? 'prove');
    const { truncations = TRUNCATIONS, permutations = PERMUTATIONS } = options;
    this.#all = 2 + truncations + permutations;
  }

  prove(): Proof {
    const trace = new EventTrace();
    const result = this.#run(this.#config, (event) => trace.note(event));
    if (this.#compareRepeat(trace, result)) {
      this.#comparePermuted(result);
      this.#compareTruncated(trace, result);
    }
    const findings = this.#findings;
    return { holds: findings.length === 0, findings, runs: this.#runs, result };
  }

  /**
   * The second run is the one under guard: what the surroundings give would differ, or throw. What
   * it is given is frozen: who writes into data that others have as well throws too. Gives whether a
   * mere repetition comes to the same: where it does not, nothing that differs later is anybody's
   * look-ahead.
   */
  #compareRepeat(trace: EventTrace, first: BacktestResult): boolean {
    const { guard = (work) => work() } = this.#options;
    let place = 0;
    let parting: string | null = null;
    const result = guard(() =>
      this.#run(withFrozenData(this.#config), (event) => {
        if (parting === null && !trace.holds(event, place)) parting = describeEvent(event);
        place += 1;
      }),
    );
    for (const { strategy, callback, message } of result.faults.slice(first.faults.length)) {
      const rule = frozenText.test(message) ? 'sharedData' : 'surroundings';
      this.#find(rule, `${strategy} in ${callback}: ${message}`);
    }
    if (result.hash === first.hash) return true;
    // What guard and frost make different, a mere repetition does not.
    this.#all += 1;
    const repeats = this.#run(this.#config).hash === first.hash;
    const rest = repeats ? '' : '; a run that does not repeat is not looked at further';
    this.#find('repeat', `a second run parts from the first: ${parting ?? 'it says less'}${rest}`);
    return repeats;
  }

  #comparePermuted(first: BacktestResult): void {
    const { permutations = PERMUTATIONS } = this.#options;
    const { instruments, sources, accounts, strategies, series = [] } = this.#config;
    for (let time = 0; time < permutations; time += 1) {
      const permuted = {
        ...this.#config,
        instruments: this.#shuffle(instruments),
        sources: this.#shuffle(sources),
        series: this.#shuffle(series),
        accounts: this.#shuffle(accounts),
        strategies: this.#shuffle(strategies),
      };
      if (this.#run(permuted).hash === first.hash) continue;
      this.#find('registration', 'another order of giving comes to another hash');
      return;
    }
  }

  #compareTruncated(trace: EventTrace, { from, until }: BacktestResult): void {
    const { truncations = TRUNCATIONS } = this.#options;
    if (from === null || until === null) return;
    // Cut off before its first row, a run has nothing to run on.
    const firstRowAt = findFirstRowAt(this.#config.sources, from);
    const first = Math.max(from, this.#activeFrom, firstRowAt) + 1;
    if (until <= first) return;
    for (let time = 0; time < truncations; time += 1) {
      const instant = first + this.#random.nextInt(until - first);
      if (this.#compareUntil(instant, trace)) return;
    }
  }

  /** Whether a run without what comes later parts from the whole one before that. */
  #compareUntil(instant: number, trace: EventTrace): boolean {
    const { cut = cutSources } = this.#options;
    const until = toTimestamp(instant);
    const before = instant - longestBarOf(this.#config.sources);
    let place = 0;
    let parting: string | null = null;
    const { commands = [] } = this.#config;
    const config = { ...this.#config, commands: commands.filter(({ at }) => at <= until) };
    for (const event of this.#eventsUntilEnd({ ...cut(config, until), until })) {
      if (event.receivedAt >= before) continue;
      if (parting === null && !trace.holds(event, place)) parting = describeEvent(event);
      place += 1;
    }
    const expected = trace.countBefore(before);
    if (parting === null && place < expected) parting = `it says ${place} things, not ${expected}`;
    if (parting === null) return false;
    const at = formatTimestamp(until);
    this.#find(
      'lookAhead',
      `without what comes from ${at} on, the run parts before it: ${parting}`,
    );
    return true;
  }

  /**
   * What a run says without what its end makes it say: positions closed out, orders sent as
   * strategies stop. The whole run ends later, so there it says none of that yet.
   */
  *#eventsUntilEnd(config: BacktestConfig): Generator<TradingEvent> {
    this.#noteRun();
    let said: TradingEvent[] = [];
    const run = new Backtest(config, { event: (event) => void said.push(event) });
    while (run.advance(1) === 'running') {
      yield* said;
      said = [];
    }
  }

  #run(config: BacktestConfig, event: (event: TradingEvent) => void = () => {}): BacktestResult {
    this.#noteRun();
    return runBacktest(config, { event });
  }

  #noteRun(): void {
    this.#options.onRun?.(this.#runs, this.#all);
    this.#runs += 1;
  }

  #find(rule: ProofRule, detail: string): void {
    this.#findings.push({ rule, detail });
  }

  #shuffle<Item>(items: readonly Item[]): readonly Item[] {
    return items
      .map((item) => ({ item, key: this.#random.nextFloat() }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item);
  }
}

function cutSources(config: BacktestConfig, instant: Timestamp): BacktestConfig {
  return { ...config, sources: config.sources.map((source) => truncateSource(source, instant)) };
}

/** A venue walks the path of a bar before the bar is known, so the last bar's span is left out. */
function longestBarOf(sources: BacktestConfig['sources']): number {
  let longest = 0;
  for (const { contents } of sources) {
    for (const content of contents) {
      if (content.kind !== 'bar') continue;
      longest = Math.max(longest, barSpanMicros(unwrap(parseBarSpec(content.spec))));
    }
  }
  return longest;
}
