import { ArgosyError } from 'argosy/core';

/** What a strategy reaches for, and what it is given instead. */
const instead: Readonly<Record<string, string>> = {
  'Date.now': 'this.clock.now',
  'new Date()': 'this.clock.now',
  'performance.now': 'this.clock.now',
  'Math.random': 'this.random',
  'crypto.randomUUID': 'this.random',
  setTimeout: 'this.clock.setTimer',
  setInterval: 'this.clock.setTimer',
  setImmediate: 'this.clock.setTimer',
  queueMicrotask: 'a later callback',
  fetch: 'this.context.ask',
};

type Undo = () => void;

/**
 * Does a piece of synchronous work while clock, chance, timers and network of the surroundings
 * throw and say what a run has in their place; afterwards everything is as it was.
 */
export function withoutSurroundings<Value>(work: () => Value): Value {
  const undo = takeAway();
  try {
    return work();
  } finally {
    for (const one of undo.reverse()) one();
  }
}

function takeAway(): Undo[] {
  const undo: Undo[] = [
    replace(Date, 'now', forbidden('Date.now')),
    replace(performance, 'now', forbidden('performance.now')),
    replace(Math, 'random', forbidden('Math.random')),
    replace(crypto, 'randomUUID', forbidden('crypto.randomUUID')),
    replace(globalThis, 'Date', datesOfArguments()),
  ];
  for (const name of ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'fetch']) {
    undo.push(replace(globalThis, name, forbidden(name)));
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
    const detail = `${name} is not part of a run: use ${instead[name] ?? 'the context'}`;
    throw new ArgosyError('OUTSIDE_THE_RUN', detail);
  };
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
