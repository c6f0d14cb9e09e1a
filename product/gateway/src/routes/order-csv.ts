import type { Order, Page } from '@argosy/contract';

import { csvTable, type CsvTable } from '../http/csv.ts';

/** Orders as a table. */
export const orderCsv: CsvTable<Page<Order>> = csvTable(
  ({ items }) => items,
  [
    ['id', ({ id }) => id],
    ['createdAt', ({ createdAt }) => createdAt],
    ['account', ({ account }) => account],
    ['book', ({ book }) => book],
    ['strategy', ({ strategy }) => strategy],
    ['instrument', ({ instrument }) => instrument],
    ['product', ({ product }) => product],
    ['side', ({ side }) => side],
    ['type', ({ terms }) => terms.type],
    ['limit', ({ terms }) => ('limit' in terms ? terms.limit : null)],
    ['trigger', ({ terms }) => ('trigger' in terms ? terms.trigger : null)],
    ['tif', ({ tif }) => tif],
    ['qty', ({ qty }) => qty],
    ['filled', ({ filled }) => filled],
    ['averagePrice', ({ averagePrice }) => averagePrice],
    ['fees', ({ fees }) => fees?.amount],
    ['feesCurrency', ({ fees }) => fees?.currency],
    ['state', ({ state }) => state],
    ['reason', ({ reason }) => reason],
    ['brokerId', ({ brokerId }) => brokerId],
    ['note', ({ note }) => note],
    ['updatedAt', ({ updatedAt }) => updatedAt],
    ['closedAt', ({ closedAt }) => closedAt],
  ],
);
