import type { QueueChange, QueueUpdate } from 'argosy/domain';

import type { QueueLayout } from './csv-layout.ts';
import { RowClock } from './row-clock.ts';
import { symbolReader, type RowContext, type RowReader } from './row-context.ts';
import type { SymbolEntry } from './symbol-index.ts';

const actions = ['add', 'change', 'trade', 'remove', 'clear'] as const;

/** Reads books order by order: a line is what one order does. What an action does not need is not read. */
export function queueReader(layout: QueueLayout, context: RowContext): RowReader {
  const { fields, lines } = context;
  const symbolOf = symbolReader(layout.instrument, context);
  const clock = new RowClock(context, layout.time, layout.timeUnit);
  const { columnOf } = context;
  const action = columnOf(layout.action);
  const order = columnOf(layout.order);
  const side = columnOf(layout.side);
  const price = columnOf(layout.price);
  const qty = columnOf(layout.qty);

  const readChange = (symbol: SymbolEntry): QueueChange => {
    const word = fields.word(action, actions);
    if (word === 'clear') return { action: word };
    const id = fields.quantity(order, 0);
    if (word === 'remove') return { action: word, order: id };
    const size = fields.quantity(qty, symbol.sizePrecision);
    if (word === 'trade') return { action: word, order: id, qty: size };
    const at = fields.price(price, symbol);
    if (word === 'change') return { action: word, order: id, price: at, qty: size };
    const of = fields.word(side, ['buy', 'sell']);
    return { action: word, order: id, side: of, price: at, qty: size };
  };
  const read = (): QueueUpdate => {
    const symbol = symbolOf();
    const at = clock.read();
    return {
      kind: 'queue',
      instrument: symbol.id,
      eventAt: at,
      nanos: clock.nanos,
      availableAt: at,
      sourceSequence: lines.line,
      change: readChange(symbol),
    };
  };
  return { timeColumn: clock.column, read };
}
