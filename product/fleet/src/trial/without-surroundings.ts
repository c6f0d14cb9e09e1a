import { ArgosyError } from 'argosy/core';

/** What a strategy reaches for, and what it is given instead. */
const instead: Readonly<Record<string, string>> = {
  'Date.now': 'this.clock.now',
  'new Date()': 'this.clock.now',
  'performance.now': 'this.clock.now',
  'Math.random': 'this.random',
  'process.hrtime': 'this.clock.now',
  'crypto.randomUUID': 'this.random',
  'crypto.getRandomValues': 'this.random',
  setTimeout: 'this.clock.setTimer',
  setInterval: 'this.clock.setTimer',
  setImmediate: 'this.clock.setTimer',
  queueMicrotask: 'a later callback',
  fetch: 'this.context.ask',
  Intl: 'plain code, which is alike on every machine',
};

type Undo = () => void;

/**
 * Does a piece of synchronous work while clock, chance, timers, network and language of the
 * surroundings throw and say what a run has in their place; afterwards everything is as it was.
 */
export function withoutSurroundings<Value>(work: () => Value): Value {
  const giveBack = takeAway({ loads: false });
  try {
    return work();
  } finally {
    giveBack();
  }
}

/**
 * The same while a module is loaded: what it keeps of the surroundings then, such as
 * `const chance = Math.random`, throws for good. Only timers, and the clock by which a loader times
 * itself, still work until all is loaded.
 */
export async function loadWithoutSurroundings<Value>(load: () => Promise<Value>): Promise<Value> {
  const giveBack = takeAway({ loads: true });
  loads.count += 1;
  try {
    return await load();
  } finally {
    loads.count -= 1;
    giveBack();
  }
}

/** Loads that are under way. */
const loads = { count: 0 };

/** What lies over the surroundings, the last on top: loads may overlap, and end in any order. */
const layers: { undo: readonly Undo[]; isOver: boolean }[] = [];

function takeAway(work: { readonly loads: boolean }): Undo {
  const layer = { undo: replaceAll(work).reverse(), isOver: false };
  layers.push(layer);
  return () => {
    layer.isOver = true;
    while (layers.at(-1)?.isOver === true) for (const one of layers.pop()?.undo ?? []) one();
  };
}

/** Members that differ from machine to machine, by what they are found on. */
const localMembers: readonly (readonly [owner: object, kind: string, names: string])[] = [
  [Number.prototype, 'Number', 'toLocaleString'],
  [BigInt.prototype, 'BigInt', 'toLocaleString'],
  [String.prototype, 'String', 'localeCompare toLocaleLowerCase toLocaleUpperCase'],
  [Date.prototype, 'Date', 'toLocaleString toLocaleDateString toLocaleTimeString'],
  [Date.prototype, 'Date', 'getTimezoneOffset getFullYear getMonth getDate getDay'],
  [Date.prototype, 'Date', 'getHours getMinutes'],
];

/** What a loader does its own work by. */
const loaderMembers: readonly (readonly [owner: object, name: string, text: string])[] = [
  [performance, 'now', 'performance.now'],
  [globalThis, 'setTimeout', 'setTimeout'],
  [globalThis, 'setInterval', 'setInterval'],
  [globalThis, 'setImmediate', 'setImmediate'],
  [globalThis, 'queueMicrotask', 'queueMicrotask'],
];

function replaceAll({ loads: isLoading }: { readonly loads: boolean }): Undo[] {
  const undo: Undo[] = [
    replace(Date, 'now', forbidden('Date.now')),
    replace(process, 'hrtime', forbiddenHrtime()),
    replace(Math, 'random', forbidden('Math.random')),
    replace(crypto, 'randomUUID', forbidden('crypto.randomUUID')),
    replace(crypto, 'getRandomValues', forbidden('crypto.getRandomValues')),
    replace(globalThis, 'Date', datesOfArguments()),
    replace(globalThis, 'Intl', forbiddenObject('Intl')),
    replace(globalThis, 'fetch', forbidden('fetch')),
  ];
  for (const [owner, name, text] of loaderMembers) {
    const before: unknown = Reflect.get(owner, name);
    const value = isLoading ? forbiddenOnceLoaded(text, before) : forbidden(text);
    undo.push(replace(owner, name, value));
  }
  for (const [owner, kind, names] of localMembers) {
    for (const name of names.split(' '))
      undo.push(replace(owner, name, forbidden(`${kind}.${name}`)));
  }
  return undo;
}

function replace(owner: object, name: string, value: unknown): Undo {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, { value, configurable: true, writable: true });
  return () => {
    if (before === undefined) Reflect.deleteProperty(owner, name);
    else Object.defineProperty(owner, name, before);
  };
}

function forbidden(name: string): () => never {
  return () => {
    const otherwise = instead[name] ?? instead['Intl'];
    const detail = `${name} is not part of a run: use ${otherwise}`;
    throw new ArgosyError('OUTSIDE_THE_RUN', detail);
  };
}

function forbiddenOnceLoaded(name: string, before: unknown): (...given: unknown[]) => unknown {
  const throwing = forbidden(name);
  return function (this: unknown, ...given) {
    if (loads.count === 0 || typeof before !== 'function') return throwing();
    const value: unknown = Reflect.apply(before, this, given);
    return value;
  };
}

function forbiddenObject(name: string): object {
  return new Proxy({}, { get: forbidden(name), has: forbidden(name) });
}

function forbiddenHrtime(): () => never {
  return Object.assign(forbidden('process.hrtime'), { bigint: forbidden('process.hrtime') });
}

/** A date of given figures is only arithmetic; one of nothing is the clock. */
function datesOfArguments(): DateConstructor {
  const now = forbidden('new Date()');
  return new Proxy(Date, {
    construct: (target, given: unknown[], type): object => {
      if (given.length === 0) now();
      const date: unknown = Reflect.construct(target, given, type);
      return date instanceof target ? date : now();
    },
    apply: () => now(),
  });
}
