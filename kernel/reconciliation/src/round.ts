import {
  TRADING_ORIGIN,
  type AccountId,
  type BrokerOrderId,
  type OrderId,
  type Timestamp,
} from 'argosy/core';
import { toInputNumber, type CommandBody, type Input, type ReportBody } from 'argosy/domain';

import type { BrokerFill, BrokerOrder, BrokerQuery } from './broker-view.ts';
import type { DifferenceWatch } from './difference-watch.ts';
import type { Finding, FindingCode } from './finding.ts';
import type { OurIds } from './our-ids.ts';
import type { ReconciliationPolicy } from './policy.ts';
import type { TradingFacts } from './trading-facts.ts';

/** What one step of a reconciler asks for; inputs go in, in order, before the next step. */
export type Step = {
  readonly inputs: readonly Input[];
  readonly queries: readonly BrokerQuery[];
  readonly findings: readonly Finding[];
};

/** What each part of a round works with. */
export type Scene = {
  readonly facts: TradingFacts;
  readonly account: AccountId;
  readonly policy: ReconciliationPolicy;
  readonly watch: DifferenceWatch;
  /** When the broker was asked: what it said holds from then on, and says nothing of later. */
  readonly asOf: Timestamp;
  readonly now: Timestamp;
  readonly isStarting: boolean;
  readonly out: Draft;
};

/** The broker's orders with those of ours that they are; and its fills. */
export type Listing = {
  readonly orders: readonly BrokerOrder[] | null;
  readonly fills: readonly BrokerFill[] | null;
  /** Which order of ours a broker's is. */
  readonly ours: OurIds;
  /** Those that are not looked after. */
  readonly skipped: Set<BrokerOrderId>;
};

/** Collects what a step asks for. */
export class Draft {
  readonly inputs: Input[] = [];
  readonly queries: BrokerQuery[] = [];
  readonly findings: Finding[] = [];
  /** What is not settled, in words: it keeps positions and cash from being compared. */
  readonly open: string[];
  readonly #account: AccountId;
  readonly #now: Timestamp;

  constructor(account: AccountId, now: Timestamp, open: string[]) {
    this.#account = account;
    this.#now = now;
    this.open = open;
  }

  /** What the broker would have said. */
  report(order: OrderId, body: ReportBody): void {
    const [account, now] = [this.#account, this.#now];
    const eventAt = 'fill' in body ? body.fill.at : now;
    this.inputs.push({ kind: 'report', account, order, eventAt, availableAt: now, body });
  }

  /** What trading's own house orders. */
  command(body: CommandBody): void {
    this.inputs.push({
      kind: 'command',
      origin: TRADING_ORIGIN,
      strategy: null,
      readTo: toInputNumber(0),
      at: this.#now,
      body,
    });
  }

  /** Something for people. */
  note(code: FindingCode, order: OrderId | null, detail: string): void {
    this.findings.push({ code, order, detail });
  }

  /** Something that the next round has to look at again. */
  leaveOpen(why: string): void {
    this.open.push(why);
  }
}
