import { BOOK_LEVELS_MAX, type BookLevel, type BookUpdate } from 'argosy/domain';

import type { BookLayout } from './csv-layout.ts';
import { fileError } from '../errors.ts';
import { optionalColumn, symbolReader, type RowContext, type RowReader } from './row-context.ts';
import { RowClock } from './row-clock.ts';
import type { SymbolEntry } from './symbol-index.ts';

type Sides = { readonly bids: BookLevel[]; readonly asks: BookLevel[] };

/**
 * Reads updates of order books: a line is what one price shows from then on, and the lines of one
 * update follow each other until one says that it is the last.
 */
export function bookReader(layout: BookLayout, context: RowContext): RowReader {
  const { fields, lines } = context;
  const symbolOf = symbolReader(layout.instrument, context);
  const clock = new RowClock(context, layout.time, layout.timeUnit);
  const [side, price, qty] = [layout.side, layout.price, layout.qty].map(context.columnOf);
  const snapshot = context.columnOf(layout.snapshot);
  const last = optionalColumn(layout.last, context);

  const addLevel = ({ bids, asks }: Sides, symbol: SymbolEntry): void => {
    const named = fields.word(side ?? -1, ['bid', 'ask']);
    const level = {
      price: fields.price(price ?? -1, symbol),
      qty: fields.quantity(qty ?? -1, symbol.sizePrecision),
    };
    (named === 'bid' ? bids : asks).push(level);
  };
  const isLast = (): boolean => last === -1 || fields.word(last, ['0', '1']) === '1';
  const read = (): BookUpdate => {
    const symbol = symbolOf();
    const sourceSequence = lines.line;
    const at = clock.read();
    const { nanos } = clock;
    const isSnapshot = fields.word(snapshot, ['0', '1']) === '1';
    const sides: Sides = { bids: [], asks: [] };
    addLevel(sides, symbol);
    while (!isLast()) {
      const isTooLong = sides.bids.length + sides.asks.length >= 2 * BOOK_LEVELS_MAX;
      if (isTooLong || !context.next()) throw cutOff(lines.path, sourceSequence);
      const isOther = symbolOf() !== symbol || clock.read() !== at;
      if (isOther) throw fields.fault('CSV_BOOK_CUT', clock.column, 'the update of above to end');
      addLevel(sides, symbol);
    }
    const datum = { instrument: symbol.id, eventAt: at, nanos, availableAt: at, sourceSequence };
    return { kind: 'book', ...datum, isSnapshot, ...sides };
  };
  return { timeColumn: clock.column, read };
}

function cutOff(file: string, line: number): Error {
  const expected = `its last line, before the end of the file and ${2 * BOOK_LEVELS_MAX} prices`;
  return fileError('CSV_BOOK_CUT', { file, line, field: null, expected, found: 'none' });
}
