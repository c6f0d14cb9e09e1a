import { assertNever, toAccountId, toInstrumentId, toPrice, type InstrumentId } from 'argosy/core';
import type { CommandBody } from 'argosy/domain';

import type { Fields } from '../reading/fields.ts';
import { readMoney } from '../reading/read-account.ts';
import { readAction } from '../reading/read-action.ts';
import type { OrderBook } from './read-order.ts';

/** Reads a command about what becomes of positions and loans beside trading. */
export function readLifeCommand(
  type: 'bookAction' | 'bookLoan' | 'expire',
  body: Fields,
  { table, scales }: OrderBook,
): CommandBody {
  switch (type) {
    case 'expire': {
      const instrument = body.made('instrument', toInstrumentId);
      const precision = table.find(instrument)?.pricePrecision ?? 0;
      const price = body.has('price') ? toPrice(body.decimal('price', precision)) : null;
      return { type, instrument, price };
    }
    case 'bookAction': {
      const account = body.made('account', toAccountId);
      const instrument = body.made('instrument', toInstrumentId);
      const find = (id: InstrumentId): ReturnType<typeof table.find> => table.find(id);
      const action = readAction(body.object('action'), instrument, find);
      return { type, account, entry: body.text('entry'), instrument, action };
    }
    case 'bookLoan':
      return {
        type,
        account: body.made('account', toAccountId),
        entry: body.text('entry'),
        loan: body.text('loan'),
        change: body.word('change', ['draw', 'interest', 'repay']),
        amount: body.made('amount', (text) => readMoney(text, scales)),
      };
    default:
      return assertNever(type);
  }
}
