import { Strategy, type StrategyClass } from 'argosy/engine';

import type { BacktestConfig } from '../config.ts';
import type { Source, SourceReader } from '../source.ts';

/** How deep the parts of an event are frozen; nothing that is handed over goes deeper. */
const DEPTH_MAX = 8;

/**
 * The same run, in which nobody can change what all are given: rows of the sources, built bars and
 * events are frozen, so that a strategy that writes into one throws there and then. The caller's own
 * rows are copied first and stay as they are.
 */
export function withFrozenData(config: BacktestConfig): BacktestConfig {
  return {
    ...config,
    sources: config.sources.map(freezeSource),
    strategies: config.strategies.map((one) => ({ ...one, strategy: freezeGiven(one.strategy) })),
  };
}

function freezeSource(source: Source): Source {
  return { ...source, open: () => freezeRows(source.open()) };
}

function freezeRows(reader: SourceReader): SourceReader {
  return {
    hashesItself: reader.hashesItself,
    hash: () => reader.hash(),
    close: () => reader.close(),
    notes: () => reader.notes?.() ?? [],
    next: () => reader.next()?.map((row) => Object.freeze({ ...row })) ?? null,
  };
}

/** Every callback of a strategy. */
const callbacks: readonly string[] = Object.getOwnPropertyNames(Strategy.prototype).filter((name) =>
  /^on[A-Z]/.test(name),
);

/** The same strategy, whose callbacks are given frozen things. */
function freezeGiven(type: StrategyClass): StrategyClass {
  const Guarded = class extends type {};
  Object.defineProperty(Guarded, 'name', { value: type.name });
  for (const name of callbacks) {
    const own: unknown = Reflect.get(type.prototype, name);
    if (typeof own !== 'function' || own === Reflect.get(Strategy.prototype, name)) continue;
    Object.defineProperty(Guarded.prototype, name, {
      value(...given: unknown[]): unknown {
        for (const one of given) freezeWhole(one, 0);
        return Reflect.apply(own, this, given);
      },
    });
  }
  return Guarded;
}

function freezeWhole(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null || depth >= DEPTH_MAX) return;
  if (Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) freezeWhole(part, depth + 1);
}
