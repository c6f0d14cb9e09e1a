import {
  runTermsOf,
  type BacktestConfig,
  type BacktestResult,
  type RunSink,
} from 'argosy/backtest';
import { toCurrency, type BookId } from 'argosy/core';

import { SheetFold } from './fold/sheet-fold.ts';
import { makeTearSheet, type SheetExtras } from './measure/make-sheet.ts';
import { sheetCardOf, type CardPlace } from './sheet-card.ts';
import type { TearSheet } from './sheet.ts';
import type { SheetFacts } from './fold/sheet-facts.ts';

/** What the sheet of a run may be told besides. */
export type RunSheetOptions = {
  /** The id of the instrument that is the benchmark; what the data suggest unless told. */
  readonly benchmark?: string | null;
  /** The book of one strategy; all of its accounts unless told. */
  readonly book?: BookId | null;
};

/** What is told of a run when its sheet is made. */
export type RunSheetExtras = Omit<SheetExtras, 'card' | 'isPartial'> & {
  readonly place?: CardPlace;
};

/**
 * Listens to a run while it goes on, and makes its tear sheet when it has ended.
 *
 * @example
 * const sheet = new RunSheet(config);
 * const result = runBacktest(config, sheet.sink);
 * const document = sheet.make(result, { title: 'Bollinger bounce', kind: 'backtest' });
 */
export class RunSheet {
  readonly sink: Required<Pick<RunSink, 'event' | 'taped' | 'equity'>>;
  readonly #fold: SheetFold;

  constructor(config: BacktestConfig, { benchmark = null, book = null }: RunSheetOptions = {}) {
    const terms = runTermsOf(config);
    const currency = terms.currency ?? toCurrency('XXX');
    const scope = { accounts: terms.accounts.map(({ id }) => id), book, basis: null, currency };
    const fold = new SheetFold({ terms, scope, benchmark });
    this.#fold = fold;
    let [sampledAt, sampledKind] = [NaN, ''];
    this.sink = {
      event: (event) => {
        // What comes with the first number opens the accounts.
        if (!fold.hasBegun && event.number > 0) fold.begin(event.at);
        fold.event(event);
      },
      taped: (_, input) => {
        if (!fold.hasBegun && input.kind !== 'command') fold.begin(input.availableAt);
        fold.data(input);
      },
      equity: ({ at, kind }) => {
        // One instant brings a sample of each account.
        if (at === sampledAt && kind === sampledKind) return;
        [sampledAt, sampledKind] = [at, kind];
        fold.sample(at, kind);
      },
    };
  }

  /** What was folded so far. */
  facts(): SheetFacts {
    return this.#fold.facts();
  }

  /** The sheet of the run that has ended. */
  make(result: BacktestResult, { place, notes = [], ...extras }: RunSheetExtras): TearSheet {
    return makeTearSheet(this.facts(), {
      ...extras,
      isPartial: result.isPartial,
      card: sheetCardOf(result.card, result.hash, place),
      notes: [...notes, ...result.notes],
    });
  }
}
