import { ArgosyError } from 'argosy/core';

/** The codes of `engineErrors`. */
export type EngineErrorCode =
  | 'UNKNOWN_INSTRUMENT'
  | 'UNSUPPORTED_BARS'
  | 'TOO_MANY_BARS'
  | 'BAD_PARAMETERS'
  | 'CONTEXT_MISSING'
  | 'TOO_MANY_TIMERS'
  | 'DUPLICATE_STRATEGY'
  | 'ASKED_TOO_LATE'
  | 'BAD_RANGE'
  | 'LISTENS_LATE'
  | 'NOT_LISTENED'
  | 'BAD_TIMER'
  | 'TOO_MANY_SIGNALS'
  | 'BAD_LIST'
  | 'BAD_BRACKET'
  | 'BAD_ROLL'
  | 'BAD_ORDER'
  | 'BAD_SHARE'
  | 'NOT_SYNCHRONOUS'
  | 'START_FAILED'
  | 'BAD_STATE'
  | 'EXPORT_FAILED'
  | 'STATE_UNUSED'
  | 'MEMORY_MISMATCH'
  | 'ORDER_UNKNOWN';

/** Every code the engine throws, with what it means. Docs are generated from it. */
export const engineErrors: Readonly<Record<EngineErrorCode, string>> = {
  UNKNOWN_INSTRUMENT: 'the run does not know this instrument',
  UNSUPPORTED_BARS: 'the engine cannot build these bars',
  TOO_MANY_BARS: 'one trade fills more bars than allowed',
  BAD_PARAMETERS: 'the values given do not fit the parameters of the strategy',
  CONTEXT_MISSING: 'the strategy was used before the engine attached it',
  TOO_MANY_TIMERS: 'a strategy holds more timers than allowed',
  DUPLICATE_STRATEGY: 'two strategies share an id, a code or a book',
  ASKED_TOO_LATE: 'a strategy that stops gets no answer any more',
  BAD_RANGE: 'past bars are asked for from an instant until a later one, in whole microseconds',
  LISTENS_LATE: 'a strategy that sees what it listens to says in onStart what that is',
  NOT_LISTENED: 'a strategy that sees what it listens to looks at the price of something else',
  BAD_TIMER: 'a timer needs a future instant',
  TOO_MANY_SIGNALS: 'strategies signal each other without end',
  BAD_LIST: 'these orders cannot be sent together',
  BAD_BRACKET: 'a bracket needs a target where it gains, a stop where it loses, or both',
  BAD_ROLL: 'a position cannot go over to this contract',
  BAD_ORDER: 'this order cannot be sent',
  BAD_SHARE: 'a share of money is a number from 0, and at most 1 of a cash account’s free money',
  NOT_SYNCHRONOUS: 'a callback may not return a promise',
  START_FAILED: 'a strategy failed before anything ran',
  BAD_STATE:
    'what a strategy keeps is plain data: null, true, false, finite numbers, texts, lists, objects',
  EXPORT_FAILED: 'a strategy failed while it gave its state',
  STATE_UNUSED: 'a state was given to a strategy that has no importState',
  MEMORY_MISMATCH: 'what was kept of the past does not fit this engine',
  ORDER_UNKNOWN: 'the engine does not know this order',
};

/** Makes an error of the engine's table with the particulars of the case. */
export function engineError(code: EngineErrorCode, detail: string): ArgosyError {
  return new ArgosyError(code, `${engineErrors[code]}: ${detail}`);
}
