import {
  ArgosyError,
  formatScaled,
  InvariantError,
  money,
  toAccountId,
  toOrderId,
  toTimestamp,
} from 'argosy/core';
import { parentOf, positionKeyText, type Instrument } from 'argosy/domain';

import { products } from '../checks/account.ts';
import { moneyText, toEventText, type EventText } from './event-text.ts';
import { matchesBody } from './match-body.ts';
import { toRowText } from './row-text.ts';
import {
  readScenario,
  type Scenario,
  type ScenarioEnd,
  type ScenarioFailure,
  type ScenarioStep,
} from './read-scenario.ts';
import { inputRank, ScenarioRig, type Moment } from './scenario-rig.ts';

/** What a scenario came to. */
export type ScenarioVerdict = {
  readonly name: string;
  readonly title: string;
  readonly passed: boolean;
  readonly failures: readonly ScenarioFailure[];
  /** The hash of everything that happened; null where it could not be run. */
  readonly hash: string | null;
};

/** Everything that a scenario's run said. */
export type ScenarioRecord = {
  readonly events: ReadonlyMap<number, readonly EventText[]>;
  readonly end: Pick<ScenarioEnd, 'balances' | 'positions'>;
  readonly hash: string;
};

type InputStep = Extract<ScenarioStep, { type: 'in' }>;

/** Runs a scenario's text: JSON lines of a setup, inputs, expectations and an end. */
export function runScenario(text: string, name: string): ScenarioVerdict {
  const read = readScenario(text);
  if (!read.ok)
    return { name, title: read.title, passed: false, failures: read.failures, hash: null };
  const { title } = read.scenario.setup;
  const failures: ScenarioFailure[] = [];
  const hash = attemptRun(read.scenario, failures);
  return { name, title, passed: failures.length === 0, failures, hash };
}

/** The hash of a run; an error in it is a failure of the line it came from, the setup's if of none. */
function attemptRun(scenario: Scenario, failures: ScenarioFailure[]): string | null {
  let run: ScenarioRun | null = null;
  try {
    run = new ScenarioRun(scenario, failures);
    return run.run();
  } catch (error) {
    if (!(error instanceof ArgosyError) && !(error instanceof InvariantError)) throw error;
    failures.push({ line: run?.at ?? 1, message: error.message });
    return null;
  }
}

/** Runs a scenario that was read, whatever it expects, and gives all that happened. */
export function recordScenario(scenario: Scenario): ScenarioRecord {
  const run = new ScenarioRun(scenario, []);
  run.run();
  return run.record;
}

class ScenarioRun {
  readonly #scenario: Scenario;
  readonly #failures: ScenarioFailure[];
  readonly #rig: ScenarioRig;
  readonly #heard = new Map<number, EventText[]>();
  #events: EventText[] = [];
  /** The last line that brought something in. */
  #line = 1;
  #at = 1;

  constructor(scenario: Scenario, failures: ScenarioFailure[]) {
    this.#scenario = scenario;
    this.#failures = failures;
    const { book, table, setup, steps } = scenario;
    const inputs = steps.filter((step) => step.type === 'in').map(({ input }) => input);
    const texts = {
      scales: setup.scales,
      instrumentOf: (order: string) =>
        book.instrumentOf.get(order) ??
        book.instrumentOf.get(parentOf(toOrderId(order)) ?? '') ??
        this.#madeHere(order),
      instrument: (id: string) => table.all.find((one) => one.id === id),
    };
    this.#rig = new ScenarioRig(setup, inputs, {
      onEvent: (event) => this.#hear(toEventText(event, texts)),
      onSaid: (row) => this.#hear(toRowText(row, this.#rig.precisionOf(row.instrument))),
    });
  }

  /** The line that is being performed. */
  get at(): number {
    return this.#at;
  }

  /** What happened between two lines, by the line before it, and how it all ended. */
  get record(): ScenarioRecord {
    const balances = [...this.#balances()].filter(([name, text]) => {
      return name.endsWith('/cash') || name.endsWith('/held') || !/^-?[0.]+ /.test(text);
    });
    return {
      events: this.#heard,
      end: { balances: new Map(balances), positions: this.#positions() },
      hash: this.#rig.trading.hash(),
    };
  }

  /** Of an order that trading has made itself. */
  #madeHere(order: string): Instrument | undefined {
    const made = this.#rig.trading.order(toOrderId(order));
    return made === undefined ? undefined : this.#scenario.table.find(made.request.instrument);
  }

  #hear(text: EventText): void {
    this.#events.push(text);
    const heard = this.#heard.get(this.#line);
    if (heard === undefined) this.#heard.set(this.#line, [text]);
    else heard.push(text);
  }

  run(): string {
    const { steps } = this.#scenario;
    const first = steps.find((step): step is InputStep => step.type === 'in');
    this.#rig.open(first?.at ?? toTimestamp(0));
    // What opening an account books is the setup's, not the story's.
    this.#events = [];
    this.#heard.clear();
    for (const [at, step] of steps.entries()) this.#perform(step, at);
    return this.#rig.trading.hash();
  }

  #perform(step: ScenarioStep, at: number): void {
    this.#at = step.line;
    if (step.type === 'in') this.#take(step, at);
    else if (step.type === 'expect') this.#expect(step);
    else {
      this.#noteLeftovers(step.line);
      this.#checkEnd(step.end, step.line);
    }
  }

  #take(step: InputStep, at: number): void {
    this.#noteLeftovers(step.line);
    this.#line = step.line;
    this.#rig.settleUntil({ at: step.at, rank: inputRank(step.input) });
    this.#rig.take(step.input, step.at);
    this.#rig.settleUntil(this.#limitAfter(step, at));
  }

  /** All of this instant is over before the next line, unless that line is of the same instant. */
  #limitAfter(step: InputStep, at: number): Moment {
    const next = this.#scenario.steps.slice(at + 1).find((one) => one.type === 'in');
    if (next?.at !== step.at) return { at: step.at, rank: Number.POSITIVE_INFINITY };
    return { at: step.at, rank: Math.max(inputRank(next.input), inputRank(step.input)) };
  }

  #expect({ line, kind, body }: Extract<ScenarioStep, { type: 'expect' }>): void {
    const isIt = (event: EventText): boolean =>
      event.kind === kind && matchesBody(body, event.body);
    const expected = `expected ${kind} ${JSON.stringify(body)}`;
    const place = this.#scenario.setup.isLoose ? this.#events.findIndex(isIt) : 0;
    const event = this.#events[place];
    if (event !== undefined && isIt(event)) {
      this.#events.splice(0, place + 1);
      return;
    }
    const came = this.#scenario.setup.isLoose ? this.#events : this.#events.splice(0, 1);
    const list = came.map((one) => `${one.kind} ${JSON.stringify(one.body)}`).join('; ');
    this.#failures.push({ line, message: `${expected}, got ${list === '' ? 'nothing' : list}` });
  }

  #noteLeftovers(line: number): void {
    const left = this.#events;
    this.#events = [];
    if (this.#scenario.setup.isLoose) return;
    for (const { kind, body } of left) {
      const message = `expected nothing more before this line, got ${kind} ${JSON.stringify(body)}`;
      this.#failures.push({ line, message });
    }
  }

  /** Whether a position of this name might be held: a misspelt one would always be 0. */
  #canHold(key: string): boolean {
    const { setup, table } = this.#scenario;
    const [account, book, instrument, product] = key.split('/');
    return (
      setup.accounts.some(({ id }) => id === account) &&
      book !== undefined &&
      table.all.some(({ id }) => id === instrument) &&
      products.some((one) => one === product)
    );
  }

  #checkEnd({ balances, positions, hash }: ScenarioEnd, line: number): void {
    const known = this.#balances();
    const held = this.#positions();
    for (const [name, text] of balances)
      this.#compare(line, `balance ${name}`, [text, known.get(name)]);
    for (const [key, text] of positions) {
      if (!held.has(key) && !this.#canHold(key)) {
        const detail = 'expected account/book/instrument/product of the scenario';
        this.#failures.push({ line, message: `position ${key} can never be: ${detail}` });
      }
      this.#compare(line, `position ${key}`, [text, held.get(key) ?? '0']);
    }
    const came = this.#rig.trading.hash();
    if (hash !== null) this.#compare(line, 'hash', [hash, came]);
    for (const { id, detail } of this.#rig.trading.checkInvariants()) {
      this.#failures.push({ line, message: `the books do not hold: ${id} ${detail}` });
    }
  }

  #compare(
    line: number,
    what: string,
    [expected, came]: readonly [string, string | undefined],
  ): void {
    if (expected === came) return;
    this.#failures.push({
      line,
      message: `expected ${what} to be ${expected}, got ${came ?? 'none'}`,
    });
  }

  /** By name, the base currency's alone, every other one's with its currency behind it. */
  #balances(): ReadonlyMap<string, string> {
    const { book } = this.#rig.trading;
    const { accounts, scales } = this.#scenario.setup;
    const found = new Map<string, string>();
    for (const { id, base, balances } of accounts) {
      const currencies = new Set([base, ...balances.map(({ currency }) => currency)]);
      for (const currency of currencies) {
        const named = (name: string): string => (currency === base ? name : `${name} ${currency}`);
        const textOf = (amount: bigint): string => moneyText(money(amount, currency), scales);
        for (const name of Object.values(book.accountsOf(toAccountId(id)))) {
          found.set(named(name), textOf(book.balance(name, currency)));
        }
        found.set(named(`${id}/held`), textOf(book.held(id, currency)));
      }
    }
    return found;
  }

  #positions(): ReadonlyMap<string, string> {
    const { table } = this.#scenario;
    return new Map(
      this.#rig.trading.positions().map(({ key, qty }) => {
        const precision = table.find(key.instrument)?.sizePrecision ?? 0;
        return [positionKeyText(key), formatScaled(qty, precision)];
      }),
    );
  }
}
