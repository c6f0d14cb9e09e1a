import { withoutSurroundings } from '@argosy/fleet';
import type { InputNumber } from 'argosy/core';
import { Backtest, TradingReplay, type BacktestConfig, type BacktestResult } from 'argosy/backtest';
import { toInputNumber, type Input, type TradingEvent } from 'argosy/domain';
import {
  type TapeGap,
  readTurns,
  type KeptTurn,
  type Placed,
  type RecordLogs,
} from '@argosy/journal';
import type { InputSwap, JournalEntry } from 'argosy/shard';

import { findDifference, type Difference } from './difference.ts';

/** The first place where a record and what came of executing it again are not the same. */
export type RecordDifference = Difference & {
  readonly log: Placed<unknown>['log'];
  readonly position: number;
  readonly number: number;
  /** What stands there: the kind of an input or event. */
  readonly what: string;
};

/** What executing journal and tape again came to. */
export type ReplayedTrading = {
  /** The first difference; null where all is the same, up to a gap if there is one. */
  readonly difference: RecordDifference | null;
  /** What the tape says it is left without: from there on nothing can be done again. */
  readonly gap: TapeGap | null;
  readonly hash: string;
};

/** Executes journal and tape through a trading machine, up to the first gap of the tape. */
export function replayTrading(
  logs: RecordLogs,
  config: BacktestConfig,
  gaps: readonly TapeGap[],
): ReplayedTrading {
  const replay = new TradingReplay(config);
  let due = 0;
  const ended = (
    difference: RecordDifference | null,
    gap: TapeGap | null = null,
  ): ReplayedTrading => ({
    difference,
    gap,
    hash: replay.hash(),
  });
  for (const turn of readTurns(logs)) {
    const gap = turn.number === due && turn.input !== null ? null : gapAt(gaps, due);
    if (gap !== null) return ended(null, gap);
    if (turn.input === null) return ended(withoutInput(turn));
    due = turn.number + 1;
    const again = takeAgain(replay, turn.number, turn.input);
    const difference = differenceOfEvents(turn, again);
    if (difference !== null) return ended(difference);
  }
  return ended(null, gapAt(gaps, due));
}

/** Time stands in the journal where a shard was opened: the first time, or again. */
function takeAgain(
  replay: TradingReplay,
  number: InputNumber,
  { log, value }: Placed<Input>,
): readonly TradingEvent[] {
  const isOpening = log === 'journal' && value.kind === 'time';
  if (!isOpening || number === 0) return replay.take(number, value);
  replay.reopen(value.availableAt);
  return [];
}

/** The gap that a number lies in, as far as inputs are missing from there on. */
function gapAt(gaps: readonly TapeGap[], number: number): TapeGap | null {
  const gap = gaps.find(({ from, upTo }) => from <= number && (upTo === null || number <= upTo));
  return gap === undefined ? null : { from: toInputNumber(number), upTo: gap.upTo };
}

/** What a whole run again came to, beside its record. */
export type RunAgain = {
  readonly result: BacktestResult;
  /** The first difference; null where all is the same. */
  readonly difference: RecordDifference | null;
};

/** How a run is done again. */
export type RunAgainOptions = {
  /** Puts another input in the place of one. */
  readonly swap?: InputSwap | null;
  /** Hears each event of the run. */
  readonly onEvent?: (event: TradingEvent) => void;
  /** Whether inputs of market data are compared too. */
  readonly hasTape: boolean;
};

const STEPS = 50_000;

/** Does the whole run again, strategies and venue too, and compares it with its record turn by turn. */
export function runAgain(
  logs: RecordLogs,
  config: BacktestConfig,
  { swap = null, onEvent, hasTape }: RunAgainOptions,
): RunAgain {
  const comparison = new Comparison(logs, hasTape);
  const sink = {
    event: onEvent ?? (() => {}),
    entry: (entry: JournalEntry) => comparison.entry(entry),
    taped: (number: number, input: Input) => comparison.input(number, input),
  };
  const result = withoutSurroundings(() => {
    const run = new Backtest(config, sink, swap);
    while (run.advance(STEPS) === 'running');
    return run.result();
  });
  return { result, difference: comparison.finish() };
}

/** Gathers the turns of a run and lays each beside the record's. */
class Comparison {
  readonly #kept: Iterator<KeptTurn>;
  readonly #hasTape: boolean;
  #number = -1;
  #input: Input | null = null;
  #isInJournal = false;
  #events: TradingEvent[] = [];
  #difference: RecordDifference | null = null;

  constructor(logs: RecordLogs, hasTape: boolean) {
    this.#kept = readTurns(logs)[Symbol.iterator]();
    this.#hasTape = hasTape;
  }

  entry(entry: JournalEntry): void {
    if (entry.kind === 'input') this.input(entry.number, entry.input);
    else {
      this.#begin(entry.event.number);
      this.#events.push(entry.event);
    }
    this.#isInJournal = true;
  }

  input(number: number, input: Input): void {
    this.#begin(number);
    this.#input = input;
  }

  finish(): RecordDifference | null {
    this.#compare();
    if (this.#difference !== null) {
      this.#kept.return?.();
      return this.#difference;
    }
    const next = this.#kept.next();
    return next.done === true
      ? null
      : placed(next.value, { path: '', kept: 'more', again: 'the end' });
  }

  #begin(number: number): void {
    if (number === this.#number) return;
    this.#compare();
    this.#number = number;
    this.#input = null;
    this.#isInJournal = false;
    this.#events = [];
  }

  #compare(): void {
    if (this.#number === -1 || this.#difference !== null) return;
    if (!this.#hasTape && !this.#isInJournal) return;
    const next = this.#kept.next();
    if (next.done === true) {
      const end = { path: '', kept: 'the end', again: 'more' };
      const place = { log: 'journal', position: 0, number: this.#number, what: 'end' } as const;
      this.#difference = { ...place, ...end };
      return;
    }
    this.#difference = this.#differenceIn(next.value);
  }

  #differenceIn(turn: KeptTurn): RecordDifference | null {
    if (turn.number !== this.#number) {
      return placed(turn, { path: 'number', kept: turn.number, again: this.#number });
    }
    const { input } = turn;
    const found = input === null ? null : findDifference(input.value, this.#input);
    if (input !== null && found !== null) return placed(turn, found);
    return differenceOfEvents(turn, this.#events);
  }
}

function differenceOfEvents(
  turn: KeptTurn,
  again: readonly TradingEvent[],
): RecordDifference | null {
  for (const [at, event] of turn.events.entries()) {
    const found = findDifference(event.value, again[at]);
    if (found === null) continue;
    const { log, position, value } = event;
    return { log, position, number: turn.number, what: value.kind, ...found };
  }
  const more = again[turn.events.length];
  return more === undefined ? null : placed(turn, { path: '', kept: 'no event', again: more });
}

function withoutInput(turn: KeptTurn): RecordDifference {
  return placed(turn, { path: '', kept: 'no input of this number', again: 'an input' });
}

function placed({ number, input, events }: KeptTurn, found: Difference): RecordDifference {
  const { log, position } = input ?? events[0] ?? { log: 'journal', position: 0 };
  return { log, position, number, what: input?.value.kind ?? 'input', ...found };
}
