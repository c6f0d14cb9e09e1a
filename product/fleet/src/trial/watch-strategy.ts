import { Strategy, type DataDesk, type StrategyClass, type StrategyContext } from 'argosy/engine';

import type { TrialNotes } from './trial-notes.ts';

/** Hears the name of each callback just before it is called. */
export type CallbackListener = (name: string) => void;

/** The same strategy, but what it asks for and which of its callbacks are called is noted. */
export function watchStrategy(
  type: StrategyClass,
  notes: TrialNotes,
  onCallback: CallbackListener,
): StrategyClass {
  const Watched = class extends type {
    override attach(context: StrategyContext): void {
      super.attach(watchContext(context, notes));
    }
  };
  Object.defineProperty(Watched, 'name', { value: type.name });
  for (const name of callbackNames) {
    const own: unknown = Reflect.get(type.prototype, name);
    if (typeof own !== 'function' || own === Reflect.get(Strategy.prototype, name)) continue;
    Object.defineProperty(Watched.prototype, name, {
      value(...given: unknown[]): unknown {
        notes.noteCallback(name);
        onCallback(name);
        return Reflect.apply(own, this, given);
      },
    });
  }
  return Watched;
}

const callbackNames = Object.getOwnPropertyNames(Strategy.prototype).filter((name) =>
  /^(on[A-Z]|exportState|importState)/.test(name),
);

function watchContext(context: StrategyContext, notes: TrialNotes): StrategyContext {
  const { cache } = context;
  return {
    ...context,
    data: watchDesk(context.data, notes),
    cache: new Proxy(cache, {
      get: (target, name): unknown => {
        if (name !== 'instrument') return Reflect.get(target, name);
        return (id: Parameters<typeof cache.instrument>[0]) => {
          notes.noteInstrument(id);
          return target.instrument(id);
        };
      },
    }),
    price: (id, value) => {
      notes.noteInstrument(id);
      return context.price(id, value);
    },
    quantity: (id, value) => {
      notes.noteInstrument(id);
      return context.quantity(id, value);
    },
  };
}

function watchDesk(desk: DataDesk, notes: TrialNotes): DataDesk {
  return {
    subscribeQuotes: (id) => {
      notes.noteSubscription('quote', id);
      desk.subscribeQuotes(id);
    },
    unsubscribeQuotes: (id) => desk.unsubscribeQuotes(id),
    subscribeTrades: (id) => {
      notes.noteSubscription('trade', id);
      desk.subscribeTrades(id);
    },
    unsubscribeTrades: (id) => desk.unsubscribeTrades(id),
    subscribeStatus: (id) => {
      notes.noteSubscription('status', id);
      desk.subscribeStatus(id);
    },
    unsubscribeStatus: (id) => desk.unsubscribeStatus(id),
    subscribeBook: (id) => {
      notes.noteSubscription('book', id);
      desk.subscribeBook(id);
    },
    unsubscribeBook: (id) => desk.unsubscribeBook(id),
    subscribeAdjustments: (id) => {
      notes.noteSubscription('adjustment', id);
      desk.subscribeAdjustments(id);
    },
    unsubscribeAdjustments: (id) => desk.unsubscribeAdjustments(id),
    subscribeMarks: (id) => {
      notes.noteSubscription('mark', id);
      desk.subscribeMarks(id);
    },
    unsubscribeMarks: (id) => desk.unsubscribeMarks(id),
    subscribeIndex: (id) => {
      notes.noteSubscription('index', id);
      desk.subscribeIndex(id);
    },
    unsubscribeIndex: (id) => desk.unsubscribeIndex(id),
    subscribeFunding: (id) => {
      notes.noteSubscription('funding', id);
      desk.subscribeFunding(id);
    },
    unsubscribeFunding: (id) => desk.unsubscribeFunding(id),
    subscribeBars: (spec) => {
      notes.noteSubscription('bar', spec);
      desk.subscribeBars(spec);
    },
    unsubscribeBars: (spec) => desk.unsubscribeBars(spec),
    requestBars: (spec, from, until) => {
      notes.noteSubscription('history', spec);
      return desk.requestBars(spec, from, until);
    },
  };
}
