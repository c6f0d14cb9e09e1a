import type { Refusal } from 'argosy/core';
import type { MarketData, Report } from 'argosy/domain';

import type { AccountsPart } from './accounts-part.ts';
import type { Answered, Call } from './call.ts';
import type { BrokerCapabilities } from './capabilities.ts';
import type { Connection, SessionPart } from './connection.ts';
import type { ExecutionPart } from './execution-part.ts';
import type { HistoryPart } from './history-part.ts';
import type { InstrumentsPart } from './instruments-part.ts';
import type { MarginPart } from './margin-part.ts';
import type { MarketDataPart } from './market-data-part.ts';

/** Who hears what a broker says by itself. It is called one thing after another, and must not throw. */
export type BrokerListener = {
  /** Rows in order of `availableAt`; the array is the listener's to keep. */
  onData(rows: readonly MarketData[]): void;
  /** A broker's report of an order. None is ever dropped by an adapter. */
  onReport(report: Report): void;
  /** Each change of state, once, in order. */
  onConnection(connection: Connection): void;
  /** What could not be told as an input: a message nobody understands, a row of nothing that is listed. */
  onFault(fault: Refusal): void;
};

/**
 * The one door to a broker. Everything of a vendor's shape ends behind it; every adapter is proved by the same
 * conformance suite. Parts are there by the declared capabilities, from the beginning to the end of its life.
 *
 * @example
 * const started = await adapter.start(listener, { timeoutMs: 10_000 });
 * await adapter.marketData?.subscribe([{ kind: 'quote', instrument }], { timeoutMs: 5000 });
 * const gate = new OutputGate(journal, adapter.execution);
 */
export interface BrokerAdapter {
  /** As configurations name it: `demo`, `angel`. */
  readonly name: string;
  readonly capabilities: BrokerCapabilities;
  readonly connection: Connection;
  /**
   * Connects; answers with the state it has come to. A refusal leaves it `offline` or `stopped`. Starting twice is
   * starting once: the second call answers as the first does, and its listener is not used.
   */
  start(listener: BrokerListener, call: Call): Answered<Connection>;
  /** Ends connections and timers; the listener hears nothing after it has resolved. Safe to call twice. */
  stop(): Promise<void>;
  readonly session: SessionPart | null;
  readonly marketData: MarketDataPart | null;
  readonly execution: ExecutionPart | null;
  readonly accounts: AccountsPart | null;
  readonly history: HistoryPart | null;
  readonly instruments: InstrumentsPart | null;
  readonly margin: MarginPart | null;
}
