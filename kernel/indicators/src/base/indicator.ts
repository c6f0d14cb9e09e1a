import { ArgosyError, assert } from 'argosy/core';

import { indicatorErrors } from '../errors.ts';
import { Part, StateReader, toStateNumber, type StateNumber } from './part.ts';

/** An indicator as plain data, for a file or a snapshot: its name and settings, then its numbers. */
export type IndicatorState = readonly (number | string)[];

/** What an indicator was made with: the arguments of its constructor, each as it is in effect. */
export type Settings = readonly (number | string | boolean | readonly number[] | object)[];

/** What of an object is remembered: the fields that hold numbers, and its parts. */
type Memory = { readonly numbers: readonly string[]; readonly parts: readonly Part[] };

/**
 * An indicator: what it makes of its inputs so far, one step an input. A class of one says its `step`,
 * and remembers in fields of its own, numbers and parts; what never changes is private (`#`). From these
 * all else follows here, once for all of them: a peek, a fork, its state as data.
 *
 * `step` is the definition, in a batch as in a stream. It neither checks nor counts: `update` does.
 */
export abstract class Indicator extends Part {
  /** What states of it are known by. */
  readonly #name: string;
  readonly #settings: Settings;
  readonly #warmUp: number;
  readonly #marked: number[] = [];
  #memory: Memory | null = null;
  /** Inputs until it is ready. */
  protected missing: number;
  protected latest: number = NaN;

  /** `settings` are the arguments of the constructor, from which another one like it is made. */
  constructor(name: string, settings: Settings, warmUp: number) {
    super();
    this.#name = name;
    this.#settings = settings;
    this.#warmUp = warmUp;
    this.missing = warmUp;
  }

  /** How many inputs it needs before its value is what its name says. */
  get warmUp(): number {
    return this.#warmUp;
  }

  /** The value over the inputs so far; NaN until it has one. */
  get value(): number {
    return this.latest;
  }

  /** Whether it has had `warmUp` inputs. Once true it stays true. */
  get isReady(): boolean {
    return this.missing === 0;
  }

  /** An independent indicator in the same state. */
  fork(): this {
    const copy = this.#twin();
    const numbers: StateNumber[] = [];
    this.write(numbers);
    copy.read(new StateReader(numbers));
    return copy;
  }

  /** Its settings and its state; one of the same settings goes on from them bit for bit. */
  exportState(): IndicatorState {
    const numbers: StateNumber[] = [];
    this.write(numbers);
    return [this.#title, ...numbers];
  }

  /** Takes back what `exportState` of the same indicator gave. Refuses anything else, unchanged. */
  importState(state: unknown): void {
    const numbers = readNumbers(this.#title, state);
    const trial = new StateReader(numbers);
    this.#twin().read(trial);
    if (!trial.isAtEnd) throw badState(this.#title, state);
    this.read(new StateReader(numbers));
  }

  override mark(): void {
    const { numbers, parts } = this.#remembered();
    for (const [place, name] of numbers.entries()) this.#marked[place] = numberIn(this, name);
    for (const part of parts) part.mark();
  }

  override undo(): void {
    const { numbers, parts } = this.#remembered();
    for (const [place, name] of numbers.entries()) Reflect.set(this, name, this.#marked[place]);
    for (const part of parts) part.undo();
  }

  override write(into: StateNumber[]): void {
    const { numbers, parts } = this.#remembered();
    for (const name of numbers) into.push(toStateNumber(numberIn(this, name)));
    for (const part of parts) part.write(into);
  }

  override read(from: StateReader): void {
    const { numbers, parts } = this.#remembered();
    for (const name of numbers) Reflect.set(this, name, from.next());
    for (const part of parts) part.read(from);
  }

  /** Counts the input that is taken in next. */
  protected count(): void {
    if (this.missing > 0) this.missing -= 1;
  }

  get #title(): string {
    return `${this.#name} ${JSON.stringify(this.#settings)}`;
  }

  #twin(): this {
    const twin: unknown = Reflect.construct(this.constructor, this.#settings);
    assert(isAlike(this, twin), `${this.#name} is not made of its settings`);
    return twin;
  }

  /** Looked up once: what a class remembers is the same for its whole life. */
  #remembered(): Memory {
    this.#memory ??= memoryOf(this);
    return this.#memory;
  }
}

function memoryOf(indicator: Indicator): Memory {
  const fields: readonly (readonly [string, unknown])[] = Object.entries(indicator);
  const values = fields.flatMap(([, value]) => value);
  return {
    numbers: fields.filter(([, value]) => typeof value === 'number').map(([name]) => name),
    parts: values.filter((value) => value instanceof Part),
  };
}

function numberIn(indicator: Indicator, name: string): number {
  const value: unknown = Reflect.get(indicator, name);
  return typeof value === 'number' ? value : NaN;
}

function readNumbers(title: string, state: unknown): readonly StateNumber[] {
  if (!Array.isArray(state) || state[0] !== title) throw badState(title, state);
  const numbers: readonly unknown[] = state.slice(1);
  if (!numbers.every(isStateNumber)) throw badState(title, state);
  return numbers;
}

function isStateNumber(value: unknown): value is StateNumber {
  if (typeof value === 'number') return Number.isFinite(value);
  return value === 'NaN' || value === 'Infinity' || value === '-Infinity';
}

function badState(title: string, state: unknown): Error {
  const message = `${indicatorErrors.BAD_STATE}: ${title} found ${glimpse(state)}`;
  return new ArgosyError('BAD_STATE', message, { owner: title });
}

function glimpse(state: unknown): string {
  if (!Array.isArray(state)) return typeof state;
  return `a list of ${state.length} that begins with ${String(state[0])}`;
}

function isAlike<One extends Indicator>(one: One, other: unknown): other is One {
  return other instanceof Indicator && other.constructor === one.constructor;
}
