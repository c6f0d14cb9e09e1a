import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

import { ArgosyError } from 'argosy/core';
import { Strategy, type StrategyClass } from 'argosy/engine';

import { loadWithoutSurroundings } from './without-surroundings.ts';

/** Why a file gave no strategy. */
export type LoadFailureCode =
  | 'LOAD_FAILED'
  | 'NO_STRATEGY'
  | 'SEVERAL_STRATEGIES'
  | 'UNKNOWN_STRATEGY';

/** The strategy of a file, or why there is none. */
export type LoadedStrategy =
  | { readonly ok: true; readonly type: StrategyClass }
  | {
      readonly ok: false;
      readonly code: LoadFailureCode;
      readonly detail: string;
      /** What was thrown as the file was loaded. */
      readonly cause: unknown;
    };

/** Whether something is a class that extends `Strategy`. */
export function isStrategyClass(value: unknown): value is StrategyClass {
  return typeof value === 'function' && value.prototype instanceof Strategy;
}

/**
 * Loads a strategy from a file; throws where there is not exactly the one asked for. Its imports of
 * `argosy/…` mean the platform that loads it, so the file may stand anywhere and needs nothing
 * installed beside it.
 */
export async function loadStrategy(path: string, name: string | null): Promise<StrategyClass> {
  const loaded = await tryLoading(path, name);
  if (loaded.ok) return loaded.type;
  throw new ArgosyError('BAD_STRATEGY', `${path}: ${loaded.detail}`, { code: loaded.code });
}

/** How a file is loaded. */
export type LoadingOptions = {
  /** Reads it and its own imports again, though they were loaded before: somebody may have changed them. */
  readonly isAnew: boolean;
};

/** The same without throwing. */
export async function tryLoading(
  path: string,
  name: string | null,
  { isAnew }: LoadingOptions = { isAnew: false },
): Promise<LoadedStrategy> {
  let loaded: unknown;
  try {
    loaded = await loadModule(path, { isAnew });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { ok: false, code: 'LOAD_FAILED', detail, cause: error };
  }
  return chooseStrategy(loaded, name);
}

/**
 * Loads any module that stands outside, such as one of signals, in the same way: its imports of `argosy/…`
 * mean the platform that loads it.
 */
export async function loadModule(
  path: string,
  { isAnew }: LoadingOptions = { isAnew: false },
): Promise<unknown> {
  hookImports();
  const { href } = pathToFileURL(path);
  if (isAnew) hooks.loads += 1;
  return loadWithoutSurroundings(() =>
    importGuarded(isAnew ? `${href}${LOAD}${hooks.loads}` : href),
  );
}

/** Of a module's exports; a class under two names counts once. */
function chooseStrategy(loaded: unknown, name: string | null): LoadedStrategy {
  const exported = Object.entries(loaded ?? {});
  const types = new Map<StrategyClass, string>();
  for (const [key, value] of exported) {
    if (!isStrategyClass(value)) continue;
    if (key === name || value.name === name) return { ok: true, type: value };
    types.set(value, key === 'default' ? value.name : key);
  }
  const [first] = types.keys();
  if (name === null && first !== undefined && types.size === 1) return { ok: true, type: first };
  const expected = name === null ? 'one class that extends Strategy' : `a strategy called ${name}`;
  // A file without any export has these all the same.
  const isEmpty = exported.some(([key]) => key === 'module.exports');
  const others = isEmpty ? [] : exported.map(([key]) => key);
  const detail = `expected ${expected} to be exported, found ${foundText([...types.values()], others)}`;
  return { ok: false, code: failureOf(types.size, name), detail, cause: undefined };
}

function foundText(strategies: readonly string[], others: readonly string[]): string {
  if (strategies.length > 0) return strategies.join(', ');
  return others.length === 0 ? 'nothing' : `no strategy among ${others.join(', ')}`;
}

function failureOf(count: number, name: string | null): LoadFailureCode {
  if (count === 0) return 'NO_STRATEGY';
  return name === null ? 'SEVERAL_STRATEGIES' : 'UNKNOWN_STRATEGY';
}

/** Modules of the machine that have a clock or chance of their own, and what a run has instead. */
const outside: ReadonlyMap<string, string> = new Map([
  ['crypto', 'this.random'],
  ['perf_hooks', 'this.clock.now'],
  ['process', 'this.clock.now, or a parameter'],
  ['os', 'a parameter'],
  ['timers', 'this.clock.setTimer'],
  ['timers/promises', 'this.clock.setTimer'],
]);

const hooks = { areSet: false, loading: 0, loads: 0 };
/** What stands behind the address of a file that is loaded anew; what it imports of its own is loaded so as well. */
const LOAD = '?load=';

async function importGuarded(href: string): Promise<unknown> {
  hooks.loading += 1;
  try {
    return await import(href);
  } finally {
    hooks.loading -= 1;
  }
}

function hookImports(): void {
  if (hooks.areSet) return;
  hooks.areSet = true;
  registerHooks({
    resolve: (specifier, context, next) => {
      if (hooks.loading > 0) refuseOutside(specifier, context.parentURL);
      const isOurs = specifier.startsWith('argosy/');
      const resolved = next(
        specifier,
        isOurs ? { ...context, parentURL: import.meta.url } : context,
      );
      return { ...resolved, url: withLoad(specifier, resolved.url, context.parentURL) };
    },
  });
}

function withLoad(specifier: string, url: string, parent: string | undefined): string {
  const at = parent?.lastIndexOf(LOAD) ?? -1;
  const isOwn = /^(\.{0,2}\/|file:)/u.test(specifier) && !url.includes(LOAD);
  return parent !== undefined && at !== -1 && isOwn ? `${url}${parent.slice(at)}` : url;
}

/** What an installed package needs is its own matter; only files of the strategy are looked at. */
function refuseOutside(specifier: string, parent: string | undefined): void {
  if (parent?.includes('/node_modules/') === true) return;
  const instead = outside.get(specifier.replace(/^node:/, ''));
  if (instead === undefined) return;
  const detail = `${specifier} is not part of a run: use ${instead}`;
  throw new ArgosyError('OUTSIDE_THE_RUN', detail);
}
