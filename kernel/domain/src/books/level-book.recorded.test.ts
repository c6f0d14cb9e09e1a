import { recordedDepth } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { LevelBook } from './level-book.ts';

test('of a recorded day has the best prices that the exchange gave out beside it', () => {
  const { rows, tops } = recordedDepth();
  const book = new LevelBook();
  let compared = 0;
  for (const row of rows) {
    if (row.kind !== 'book') continue;
    book.apply(row);
    const told = tops.get(row.sourceSequence);
    if (told === undefined) continue;
    compared += 1;
    expect(book.quoteAt(row)).toMatchObject({
      bid: told.bid.price,
      bidQty: told.bid.qty,
      ask: told.ask.price,
      askQty: told.ask.qty,
    });
  }
  expect(compared).toBeGreaterThan(5);
});
