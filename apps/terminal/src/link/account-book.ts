import type { Funds, Order, Position } from '@argosy/contract';
import type { AlertItem, FillItem } from '@argosy/contract/stream';

import type { FrameLoop } from '../hot/frame-loop.ts';
import type { ChannelSource } from '../hot/market-board.ts';
import { compareDecimals } from '../format/exact.ts';
import type { AccountPast } from './account-past.ts';
import { KeyedLog } from './keyed-log.ts';

/** What else is done with what comes: notices, sounds. */
export type AccountListener = {
  readonly fill?: (fill: FillItem) => void;
  readonly alert?: (alert: AlertItem) => void;
  readonly order?: (order: Order) => void;
};

/** An account as it stands: orders, fills, positions, money and alerts, told by the stream. */
export class AccountBook {
  readonly account: string;
  readonly orders: KeyedLog<Order>;
  readonly fills: KeyedLog<FillItem>;
  readonly positions: KeyedLog<Position>;
  readonly funds: KeyedLog<Funds>;
  readonly alerts: KeyedLog<AlertItem>;

  constructor(
    place: { readonly source: ChannelSource; readonly frames: FrameLoop },
    account: string,
    listener: AccountListener = {},
    past: AccountPast | null = null,
  ) {
    this.account = account;
    this.orders = new KeyedLog<Order>(place, `orders:${account}`, {
      keyOf: ({ id }) => id,
      onItem: listener.order,
      past: past?.orders,
      isOver: ({ isOpen }) => !isOpen,
    });
    this.fills = new KeyedLog<FillItem>(place, `fills:${account}`, {
      keyOf: ({ trade }) => `${trade.order} ${trade.trade}`,
      onItem: listener.fill,
      past: past?.fills,
      isOver: () => true,
    });
    this.positions = new KeyedLog<Position>(place, `positions:${account}`, {
      keyOf: positionKey,
      // Of a netting book a flat one goes on with the next fill, and is told again.
      isOver: ({ qty, position }) => position !== null && compareDecimals(qty, '0') === 0,
    });
    this.funds = new KeyedLog<Funds>(place, `funds:${account}`, {
      keyOf: ({ currency }) => currency,
    });
    this.alerts = new KeyedLog<AlertItem>(place, `alerts:${account}`, {
      keyOf: ({ number, index }) => `${number} ${index}`,
      onItem: listener.alert,
      isOver: () => true,
    });
  }

  /** Hears no more. */
  end(): void {
    for (const log of [this.orders, this.fills, this.positions, this.funds, this.alerts]) log.end();
  }
}

/** What a position is known by. */
export function positionKey({ book, instrument, product, position }: Position): string {
  return `${book} ${instrument} ${product} ${position ?? ''}`;
}
