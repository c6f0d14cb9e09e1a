import {
  assertNever,
  toTimestamp,
  type InputNumber,
  type InstrumentIndex,
  type Timestamp,
} from 'argosy/core';
import type { Input, InstrumentTable, TradingEvent } from 'argosy/domain';
import { TradingMachine, type TradingConfig } from 'argosy/trading';

import { inOrder, type BacktestConfig } from './config.ts';
import { resolveConfig } from './setup.ts';
import { tradingConfigOf } from './trading-setup.ts';

/**
 * Executes the inputs of a run again through a trading machine of its own: no strategy, no venue and no
 * source take part. What it says is what the record has, or one of them is wrong.
 *
 * @example
 * const replay = new TradingReplay(config);
 * for (const { number, input } of inputs) compare(replay.take(number, input));
 */
export class TradingReplay {
  readonly #instruments: InstrumentTable;
  readonly #config: TradingConfig;
  #trading: TradingMachine;
  #isOpen = false;
  /** The instant of the last input: what was meant for before the run began came as it began. */
  #now: number = Number.NEGATIVE_INFINITY;

  constructor(config: BacktestConfig) {
    const setup = resolveConfig(config);
    this.#instruments = setup.instruments;
    this.#config = tradingConfigOf(inOrder(setup.config), setup);
    this.#trading = new TradingMachine(this.#config);
  }

  /** Takes the next input under its number and gives what trading says; the first opens the accounts. */
  take(number: InputNumber, input: Input): readonly TradingEvent[] {
    const events: TradingEvent[] = [];
    const out = { event: (event: TradingEvent) => void events.push(event), effect: () => {} };
    const now = toTimestamp(Math.max(this.#now, instantOf(input)));
    this.#now = now;
    const turn = { number, now, instrument: this.#indexOf(input) };
    if (this.#isOpen) this.#trading.handle(input, turn, out);
    else this.#trading.open(turn, out);
    this.#isOpen = true;
    return events;
  }

  /**
   * The shard was started again at an instant: the machine knows what it had said, and nothing of the
   * market, until prices come again.
   */
  reopen(at: Timestamp): void {
    const memory = this.#trading.exportMemory();
    this.#trading = new TradingMachine(this.#config);
    this.#trading.importMemory(memory);
    this.#now = Math.max(this.#now, at);
  }

  /** The digest of every event so far. */
  hash(): string {
    return this.#trading.hash();
  }

  #indexOf(input: Input): InstrumentIndex | -1 {
    return 'instrument' in input ? (this.#instruments.indexOf(input.instrument) ?? -1) : -1;
  }
}

function instantOf(input: Input): Timestamp {
  switch (input.kind) {
    case 'command':
      return input.at;
    case 'quote':
    case 'trade':
    case 'bar':
    case 'status':
    case 'book':
    case 'adjustment':
    case 'queue':
    case 'mark':
    case 'index':
    case 'funding':
    case 'report':
    case 'time':
    case 'answer':
      return input.availableAt;
    default:
      return assertNever(input);
  }
}
