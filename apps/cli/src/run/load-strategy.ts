import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

import * as samples from '@argosy/strategies';
import { ArgosyError } from 'argosy/core';
import { Strategy, type StrategyClass } from 'argosy/engine';

/** The sample strategies, by name. */
export const sampleStrategies: ReadonlyMap<string, StrategyClass> = new Map(
  Object.values(samples)
    .filter(isStrategyClass)
    .map((type) => [type.name, type]),
);

/**
 * Loads a strategy from a file. Its imports of `argosy/…` mean the platform that loads it, so the
 * file may stand anywhere and needs nothing installed beside it.
 */
export async function loadStrategy(path: string, name: string | null): Promise<StrategyClass> {
  resolveArgosyHere();
  const loaded: unknown = await importFile(path);
  const found = Object.entries(loaded ?? {}).filter(([, value]) => isStrategyClass(value));
  const wanted = name === null ? found : found.filter(([exported]) => exported === name);
  const [first, second] = wanted;
  if (first !== undefined && second === undefined && isStrategyClass(first[1])) return first[1];
  const names = found.map(([exported]) => exported).join(', ') || 'none';
  const expected = name === null ? 'one class that extends Strategy' : `a strategy called ${name}`;
  throw new ArgosyError(
    'BAD_STRATEGY',
    `${path}: expected ${expected} to be exported, found ${names}`,
  );
}

async function importFile(path: string): Promise<unknown> {
  try {
    return await import(pathToFileURL(path).href);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ArgosyError('BAD_STRATEGY', `${path}: ${reason}`, { cause: String(error) });
  }
}

function isStrategyClass(value: unknown): value is StrategyClass {
  return typeof value === 'function' && value.prototype instanceof Strategy;
}

let isResolving = false;

function resolveArgosyHere(): void {
  if (isResolving) return;
  isResolving = true;
  registerHooks({
    resolve: (specifier, context, next) => {
      const isOurs = specifier.startsWith('argosy/');
      return next(specifier, isOurs ? { ...context, parentURL: import.meta.url } : context);
    },
  });
}
