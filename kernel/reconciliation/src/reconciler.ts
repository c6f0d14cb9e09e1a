import {
  toMicros,
  toTimestamp,
  type AccountId,
  type Micros,
  type OrderId,
  type Timestamp,
} from 'argosy/core';
import type { Order } from 'argosy/domain';

import type { BrokerAnswer } from './broker-view.ts';
import { DifferenceWatch } from './difference-watch.ts';
import { bringFillsIn, settleFills } from './fill-section.ts';
import type { Finding } from './finding.ts';
import { noteSuspense, settleFunds } from './funds-section.ts';
import { HeardListing } from './heard-listing.ts';
import { Inquiry, wholeQueries } from './inquiry.ts';
import { askForMissing, doubtSilent, judgeMissing } from './missing-section.ts';
import { dedupeOrders } from './match-orders.ts';
import { OurIds } from './our-ids.ts';
import { bringOrdersIn, endOrders } from './order-section.ts';
import { assertPolicy, reconciliationDefaults, type ReconciliationPolicy } from './policy.ts';
import { settlePositions } from './position-section.ts';
import { standingOf } from './standing.ts';
import { rememberedFacts } from './remembered-facts.ts';
import { Draft, type Listing, type Scene, type Step } from './round.ts';
import type { TradingFacts } from './trading-facts.ts';

/** The gate before the broker, as far as a question must know of it: see `OutputGate`. */
export type GateLevel = {
  /** How many requests were ever given to it. */
  readonly passed: number;
  /** How many of them, the last ones, have not left yet. */
  readonly size: number;
};

/** What a reconciler is made of. */
export type ReconcilerConfig = {
  readonly account: AccountId;
  /** A question leaves behind the requests that were made before it, and behind none that comes later. */
  readonly gate: GateLevel;
  /** What differs from `reconciliationDefaults`. */
  readonly policy?: Partial<ReconciliationPolicy>;
};

/** How long to wait before the gate is looked at again. */
const HELD_LOOK_EVERY: Micros = toMicros(10_000);

/**
 * How long between two turns of a long listing: whoever trades meanwhile waits for one at most. At a start nobody does.
 */
const SIFT_EVERY: Micros = toMicros(5_000);

/** How many findings are remembered, so that each is told once. */
export const TOLD_FINDINGS_MAX = 10_000;

/** The stages of a round, in order; each sees what the inputs of those before it have done. */
const stages = [
  'begin',
  'ask',
  'collect',
  'sift',
  'orders',
  'fills',
  'inferred',
  'ends',
  'missing',
  'collectNamed',
  'judge',
  'namedOrders',
  'namedFills',
  'namedInferred',
  'namedEnds',
  'positions',
  'funds',
  'close',
  'rest',
] as const;
type Stage = (typeof stages)[number];

/** What is done with a listing of the broker's, be it whole or of what was asked for by name. */
const sections: Readonly<Partial<Record<Stage, (scene: Scene, listing: Listing) => void>>> = {
  orders: bringOrdersIn,
  fills: bringFillsIn,
  inferred: settleFills,
  ends: endOrders,
  namedOrders: bringOrdersIn,
  namedFills: bringFillsIn,
  namedInferred: settleFills,
  namedEnds: endOrders,
};

const reconciliation = { kind: 'reconciliation' } as const;

/**
 * Brings one account to what its broker says, first at a start and then round after round. It asks
 * through the queries it returns and changes nothing but through the inputs it returns; time and
 * answers are given to it.
 *
 * @example
 * const reconciler = new Reconciler({ account, gate });
 * for (let step = reconciler.advance(trading, now); step !== null; step = reconciler.advance(trading, now)) {
 *   for (const input of step.inputs) take(input); // before the next step
 *   for (const query of step.queries) ask(query); // whose answers go to reconciler.take
 * }
 */
export class Reconciler {
  readonly #account: AccountId;
  readonly #gate: GateLevel;
  readonly #policy: ReconciliationPolicy;
  readonly #watch = new DifferenceWatch();
  readonly #told = new Set<string>();
  /** Orders of which nobody knows what became, as they stood then. */
  readonly #unresolved = new Map<OrderId, string>();
  /** How the orders stood that were asked for by name. */
  #askedAs: ReadonlyMap<OrderId, string> = new Map();
  #stage: Stage = 'begin';
  #isStarting = true;
  #rounds = 0;
  #open: string[] = [];
  #whole = new Inquiry(toTimestamp(0), []);
  #named = new Inquiry(toTimestamp(0), []);
  readonly #heard = new HeardListing();
  #listing: Listing | null = null;
  #restUntil: number = Number.NEGATIVE_INFINITY;
  /** When the next turn of a long listing may be. */
  #siftAt: number = Number.NEGATIVE_INFINITY;
  /** What is done at the stages that are no section of a listing. */
  readonly #own: Readonly<Partial<Record<Stage, (scene: Scene) => void>>> = {
    begin: (scene) => this.#begin(scene),
    ask: (scene) => this.#ask(scene),
    collect: (scene) => this.#collect(scene),
    sift: (scene) => this.#sift(scene),
    missing: (scene) => this.#askByName(scene),
    judge: (scene) => this.#judge(scene),
    positions: (scene) => this.#settlePositions(scene),
    funds: (scene) => this.#settleFunds(scene),
    close: (scene) => this.#close(scene),
  };
  /** How many requests must have left before the next question may, and when that was looked at last. */
  #held: { readonly behind: number; readonly at: number } | null = null;

  constructor({ account, gate, policy }: ReconcilerConfig) {
    this.#account = account;
    this.#gate = gate;
    this.#policy = { ...reconciliationDefaults, ...policy };
    assertPolicy(this.#policy);
  }

  /** Whether the account agreed with its broker once since the start. */
  get isReady(): boolean {
    return !this.#isStarting;
  }

  /** What the last round has left open, in words. */
  get open(): readonly string[] {
    return this.#open;
  }

  /** How many rounds have come to their end. */
  get rounds(): number {
    return this.#rounds;
  }

  /** When to go on, though nothing has come in. */
  get nextAt(): number {
    if (this.#stage === 'rest') return this.#restUntil;
    if (this.isSifting) return this.#siftAt;
    if (this.#held !== null) return this.#held.at + HELD_LOOK_EVERY;
    const waitsFor = this.#waitsFor();
    return waitsFor === null
      ? Number.NEGATIVE_INFINITY
      : waitsFor.askedAt + this.#policy.answerTimeout;
  }

  /** Takes what came back from the broker. */
  take(answer: BrokerAnswer): void {
    const inquiry = answer.type === 'order' ? this.#named : this.#whole;
    inquiry.take(answer);
  }

  /** Whether it goes through a long listing, a piece at each `advance`: who has several lets them take turns. */
  get isSifting(): boolean {
    return this.#stage === 'sift';
  }

  /** Lets the next round begin then, or at once, where it would rest for longer. */
  hurry(at: number = Number.NEGATIVE_INFINITY): void {
    this.#restUntil = Math.min(this.#restUntil, at);
  }

  /** Goes on as far as it can; null where it has to wait for an answer or for `nextAt`, or where others have their turn. */
  advance(given: TradingFacts, now: Timestamp): Step | null {
    let facts: TradingFacts | null = null;
    let hasSifted = false;
    while (!this.#mustWait(now)) {
      if (this.isSifting && hasSifted) return null;
      hasSifted = this.isSifting;
      // Nothing is taken in before the step that this gives.
      facts ??= rememberedFacts(given);
      const out = new Draft(this.#account, now, this.#open);
      const asOf = this.#stage.startsWith('named') ? this.#named.askedAt : this.#whole.askedAt;
      this.#play({
        facts,
        account: this.#account,
        policy: this.#policy,
        watch: this.#watch,
        asOf,
        now,
        isStarting: this.#isStarting,
        out,
      });
      const findings = out.findings.filter((finding) => this.#isNews(finding));
      const { inputs, queries } = out;
      if (inputs.length + queries.length + findings.length > 0)
        return { inputs, queries, findings };
    }
    return null;
  }

  #waitsFor(): Inquiry | null {
    if (this.#stage === 'collect') return this.#whole;
    return this.#stage === 'collectNamed' ? this.#named : null;
  }

  #mustWait(now: Timestamp): boolean {
    if (this.#stage === 'rest') return now < this.#restUntil;
    if (this.isSifting) return now < this.#siftAt;
    if (this.#stage === 'ask' || this.#stage === 'missing') return this.#mustHold(now);
    const inquiry = this.#waitsFor();
    return inquiry !== null && !inquiry.isComplete && now < this.nextAt;
  }

  /** An order that still waits for the disk would be found missing, and leave after it was given up. */
  #mustHold(now: Timestamp): boolean {
    const { passed, size } = this.#gate;
    const behind = this.#held?.behind ?? passed;
    this.#held = passed - size < behind ? { behind, at: now } : null;
    return this.#held !== null;
  }

  #play(scene: Scene): void {
    const stage = this.#stage;
    this.#stage = stages[stages.indexOf(stage) + 1] ?? 'begin';
    if (this.#listing !== null) sections[stage]?.(scene, this.#listing);
    this.#own[stage]?.(scene);
  }

  #ask({ now, out, facts }: Scene): void {
    const queries = wholeQueries(this.#heard.markFor(facts));
    out.queries.push(...queries);
    this.#whole = new Inquiry(now, queries);
  }

  #askByName(scene: Scene): void {
    if (this.#listing !== null)
      askForMissing(scene, this.#listing, (order) => this.#isUnresolved(order));
    this.#named = new Inquiry(scene.now, scene.out.queries);
    const asked = scene.out.queries.flatMap((query) =>
      query.type === 'order' ? [query.order] : [],
    );
    this.#askedAs = new Map(asked.map((id) => [id, standingNow(scene.facts.order(id))]));
  }

  #begin({ facts, account, out, ...scene }: Scene): void {
    this.#open.length = 0;
    if (this.#isStarting && facts.stateOf(account, reconciliation) !== 'HALTED') {
      const reason = 'is not known to agree with its broker yet';
      out.command({ type: 'setState', account, scope: reconciliation, state: 'HALTED', reason });
    }
    doubtSilent({ ...scene, facts, account, out });
  }

  #collect(scene: Scene): void {
    const { out, account } = scene;
    for (const failed of this.#whole.failed) {
      out.note('QUERY_FAILED', null, `${account}, ${failed}`);
      out.leaveOpen(failed);
    }
    const { orders, fills } = this.#whole;
    const deduped = orders === null ? null : dedupeOrders(scene, orders);
    this.#heard.take(scene.facts, { orders: deduped, fills, mark: this.#whole.mark });
  }

  /** A day's orders are many: a few are looked at in each turn. */
  #sift(scene: Scene): void {
    if (this.#heard.sift(scene)) {
      this.#stage = 'sift';
      if (!scene.isStarting) this.#siftAt = scene.now + SIFT_EVERY;
      return;
    }
    this.#siftAt = Number.NEGATIVE_INFINITY;
    this.#listing = listingOf(scene, this.#heard.left());
  }

  /** What was found by name is taken in like the rest; of what was not, the table tells. */
  #judge(scene: Scene): void {
    const { facts, out } = scene;
    const orders = [];
    const fills = [];
    for (const failed of this.#named.failed) out.note('QUERY_FAILED', null, failed);
    for (const [id, found] of this.#named.found) {
      const order = facts.order(id);
      if (order === undefined) continue;
      if (found === null) {
        this.#condemn(scene, order);
        continue;
      }
      orders.push({ ...found.order, order: id });
      fills.push(...found.fills);
    }
    this.#listing = listingOf(scene, { orders, fills });
  }

  #condemn(scene: Scene, order: Order): void {
    const { id } = order.request;
    // Something has come of it since the question left: what was true then says nothing of it now.
    if (standingNow(order) !== this.#askedAs.get(id)) return;
    if (judgeMissing(scene, order) === 'unresolved') this.#unresolved.set(id, standingNow(order));
  }

  #isUnresolved(order: Order): boolean {
    return this.#unresolved.get(order.request.id) === standingNow(order);
  }

  /** As long as orders or fills are open, what they would change cannot be compared. */
  #settlePositions(scene: Scene): void {
    const { positions } = this.#whole;
    if (this.#open.length === 0 && positions !== null) settlePositions(scene, positions);
  }

  #settleFunds(scene: Scene): void {
    const { funds } = this.#whole;
    if (this.#open.length === 0 && funds !== null) settleFunds(scene, funds);
  }

  #close(scene: Scene): void {
    const { facts, account, policy, now, out } = scene;
    const isSettled = this.#open.length === 0;
    if (isSettled && this.#isStarting) {
      const reason = 'agrees with its broker';
      out.command({ type: 'setState', account, scope: reconciliation, state: 'ACTIVE', reason });
      this.#isStarting = false;
    }
    if (this.#whole.funds !== null) noteSuspense(scene, this.#whole.funds);
    for (const [id, standing] of this.#unresolved) {
      if (standingNow(facts.order(id)) !== standing) this.#unresolved.delete(id);
    }
    this.#listing = null;
    this.#watch.endRound();
    this.#rounds += 1;
    this.#restUntil = now + (isSettled ? policy.cycle : policy.retry);
  }

  #isNews({ code, order, detail }: Finding): boolean {
    const text = `${code} ${order} ${detail}`;
    if (this.#told.has(text)) return false;
    if (this.#told.size >= TOLD_FINDINGS_MAX) this.#told.clear();
    this.#told.add(text);
    return true;
  }
}

function listingOf(
  { account, facts }: Scene,
  { orders, fills }: Pick<Listing, 'orders' | 'fills'>,
): Listing {
  return { orders, fills, ours: new OurIds(account, facts), skipped: new Set() };
}

/** What the broker has made known of an order, and which request is on its way. */
function standingNow(order: Order | undefined): string {
  return order === undefined ? 'gone' : `${standingOf(order)} ${order.pending}`;
}
