import type { Backtest, BacktestResult, RunSink } from 'argosy/backtest';
import type { Order, TradingEvent } from 'argosy/domain';
import type { TradingMachine } from 'argosy/trading';

import type { TortureFinding } from './torture-report.ts';

/** How many orders may be refused for a halt before it counts as hammering. */
const HALTED_ORDERS_MAX = 25;
/** How many orders each row of data may lead to, and how many any run may have. */
const ORDERS_PER_ROW = 2;
const ORDERS_ALWAYS = 100;
/** How many orders may be open at once. */
const OPEN_MAX = 250;
/** The instruments of a torture have four decimal places. */
const UNITS = 10_000;

type Trading = Pick<TradingMachine, 'checkInvariants' | 'openOrders'>;

/** Watches a hostile run, event by event. */
export class TortureWatch {
  readonly #maxPosition: number | null;
  readonly #isPositionOthers: boolean;
  #isHalted = false;
  #sentWhileHalted = 0;
  #refusedWhileHalted = 0;
  #openMost = 0;
  #positionMost = 0;
  orders = 0;
  fills = 0;
  denied = 0;

  constructor(maxPosition: number | null, isPositionOthers: boolean) {
    this.#maxPosition = maxPosition;
    this.#isPositionOthers = isPositionOthers;
  }

  /** Hears what a run says. */
  get sink(): RunSink {
    return { event: (event) => this.#hear(event) };
  }

  /** Looks at a run between two steps. */
  look({ trading }: Pick<Backtest, 'trading'>): void {
    this.#openMost = Math.max(this.#openMost, trading.openOrders().length);
  }

  /** What is wrong with a run that has come to its end. */
  findings(result: BacktestResult, trading: Trading): readonly TortureFinding[] {
    this.#openMost = Math.max(this.#openMost, trading.openOrders().length);
    return [
      ...broken(result),
      ...thrown(result),
      ...trading.checkInvariants().map(({ id, detail }) => {
        return { code: 'BOOKS' as const, detail: `${id}: ${detail}` };
      }),
      ...this.#whileHalted(),
      ...this.#runaway(result),
      ...this.#tooLarge(),
      ...leftOpen(trading.openOrders(), result),
    ];
  }

  #hear(event: TradingEvent): void {
    if (event.kind === 'account') {
      this.#isHalted = event.scope.kind === 'account' ? event.state === 'HALTED' : this.#isHalted;
      return;
    }
    if (event.kind === 'position') {
      this.#positionMost = Math.max(this.#positionMost, Math.abs(event.qty));
      return;
    }
    if (event.kind !== 'order') return;
    const { type } = event.change;
    if (type === 'initialized') this.orders += 1;
    else if (type === 'filled') this.fills += 1;
    else if (type === 'denied') this.denied += 1;
    if (!this.#isHalted) return;
    if (type === 'submitted') this.#sentWhileHalted += 1;
    else if (type === 'denied') this.#refusedWhileHalted += 1;
  }

  #whileHalted(): readonly TortureFinding[] {
    const findings: TortureFinding[] = [];
    if (this.#sentWhileHalted > 0) {
      findings.push({ code: 'SENT_WHILE_HALTED', detail: `${this.#sentWhileHalted} orders` });
    }
    if (this.#refusedWhileHalted > HALTED_ORDERS_MAX) {
      const detail = `${this.#refusedWhileHalted} orders refused while halted`;
      findings.push({ code: 'HAMMERS', detail });
    }
    return findings;
  }

  #runaway({ counts }: BacktestResult): readonly TortureFinding[] {
    const { quotes, trades, bars, statuses, books } = counts;
    const rows = quotes + trades + bars + statuses + books;
    if (this.orders > Math.max(ORDERS_ALWAYS, ORDERS_PER_ROW * rows)) {
      return [{ code: 'RUNAWAY', detail: `${this.orders} orders on ${rows} rows` }];
    }
    if (this.#openMost <= OPEN_MAX) return [];
    return [{ code: 'RUNAWAY', detail: `${this.#openMost} orders open at once` }];
  }

  /** Where a broker or an issuer makes it as well, a position is not the strategy's alone. */
  #tooLarge(): readonly TortureFinding[] {
    const most = this.#positionMost / UNITS;
    if (this.#maxPosition === null || this.#isPositionOthers || most <= this.#maxPosition)
      return [];
    return [{ code: 'TOO_LARGE', detail: `${most}, declared ${this.#maxPosition}` }];
  }
}

function broken({ error }: BacktestResult): readonly TortureFinding[] {
  return error === null ? [] : [{ code: 'BROKE', detail: `${error.code}: ${error.message}` }];
}

function thrown({ faults }: BacktestResult): readonly TortureFinding[] {
  return faults.map(({ callback, message }) => {
    return { code: 'THREW', detail: `${callback}: ${message}` };
  });
}

/** Exits guard what is held; what would open a position and is forgotten may fill any day. */
function leftOpen(
  open: readonly Order[],
  { positions }: BacktestResult,
): readonly TortureFinding[] {
  const opening = open.filter(({ request, pending, inDoubt }) => {
    if (pending === 'cancel' || inDoubt.length > 0 || request.reduceOnly) return false;
    const held = positions.find(({ key }) => key.instrument === request.instrument)?.qty ?? 0;
    return request.side === 'buy' ? held >= 0 : held <= 0;
  });
  if (opening.length === 0) return [];
  const ids = opening.slice(0, 3).map(({ request }) => request.id);
  return [{ code: 'LEFT_OPEN', detail: `${opening.length} orders: ${ids.join(', ')}` }];
}
