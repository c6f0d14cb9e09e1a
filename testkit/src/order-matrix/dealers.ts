/** A line of a scenario before it is put in order. */
export type Line = { readonly at: string; readonly in: string; readonly body: object };

/** Who makes the market where nothing but orders do: one quotes both sides, another sells to who waits. */
export const dealers: readonly string[] = ['MAKER', 'SELLER'];

const quoted = '500000';
const sold = '20000';

/** A dealer quotes anew, and a second later somebody sells at his bid: first to those who have waited there. */
export function dealingAt(at: string, bid: number, n: number): readonly Line[] {
  const [buying, selling, hitting] = [
    idOf('MAKE', 2 * n),
    idOf('MAKE', 2 * n + 1),
    idOf('SELL', n),
  ];
  const gone = n === 0 ? [] : [idOf('MAKE', 2 * n - 2), idOf('MAKE', 2 * n - 1)];
  const later = at.replace(':00+05:30', ':01+05:30');
  return [
    ...gone.map((order) => cancelOf(at, order)),
    orderOf(at, { id: buying, account: 'MAKER', side: 'buy', qty: quoted, limit: bid }),
    orderOf(at, { id: selling, account: 'MAKER', side: 'sell', qty: quoted, limit: bid + 0.05 }),
    orderOf(later, {
      id: hitting,
      account: 'SELLER',
      side: 'sell',
      qty: sold,
      limit: bid,
      tif: 'IOC',
    }),
  ];
}

/** Both deal in an opening auction; what is left of it goes before the day begins. */
export function auctionOf(at: string, day: number): readonly Line[] {
  const [bought, offered] = [idOf('OPEN', 2 * day), idOf('OPEN', 2 * day + 1)];
  const over = at.replace('09:05:00', '09:15:30');
  return [
    orderOf(at, { id: bought, account: 'MAKER', side: 'buy', qty: sold, limit: 100 }),
    orderOf(at, { id: offered, account: 'SELLER', side: 'sell', qty: quoted, limit: 100 }),
    cancelOf(over, offered),
  ];
}

type Dealt = {
  readonly id: string;
  readonly account: string;
  readonly side: string;
  readonly qty: string;
  readonly limit: number;
  readonly tif?: string;
};

function orderOf(at: string, { id, account, side, qty, limit, tif = 'DAY' }: Dealt): Line {
  const terms = { type: 'limit', limit: limit.toFixed(2) };
  const of = { account, book: 'dealing', instrument: 'SBIN.NSE', product: 'margin' };
  return { at, in: 'command', body: { type: 'submit', id, ...of, side, qty, terms, tif } };
}

function cancelOf(at: string, order: string): Line {
  return { at, in: 'command', body: { type: 'cancel', order } };
}

function idOf(origin: string, place: number): string {
  return `0000${origin}${String(place + 1).padStart(6, '0')}`;
}
