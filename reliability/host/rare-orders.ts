import { toPrice, toQuantity, toTimestamp, type Price, type Random } from 'argosy/core';
import type { Quote } from 'argosy/domain';
import type { OrderDesk, OrderParticulars } from 'argosy/engine';
import { iceberg, linkOco, linkOto, linkOuo, shortfall, twap } from 'argosy/orders';

/** What a rare order is made with. */
export type RareOrder = {
  readonly orders: OrderDesk;
  readonly random: Random;
  readonly quote: Quote;
  readonly of: OrderParticulars;
};

const MILLIS = 1000;
const LIFE = 400 * MILLIS;
const LEAST = toQuantity(1);

type Make = (what: RareOrder, near: Price, far: Price) => void;

/**
 * Orders that wait here until a price or a time sends them, because the broker does not have them, and
 * parents that are worked by children. `near` is a price the market may soon come to, `far` one a little beyond.
 */
const makers: readonly Make[] = [
  ({ orders, of }, near) => orders.submit(orders.marketIfTouched({ ...of, trigger: near })),
  ({ orders, of }, near) =>
    orders.submit(orders.limitIfTouched({ ...of, trigger: near, limit: near })),
  ({ orders, of }, _, far) => orders.submit(orders.stopMarket({ ...of, trigger: far })),
  ({ orders, of }, _, far) => orders.submit(orders.stopLimit({ ...of, trigger: far, limit: far })),
  ({ orders, of }) => {
    const trail = { by: 'price', distance: toPrice(15) } as const;
    orders.submit(orders.trailingStopMarket({ ...of, trail }));
  },
  ({ orders, of, quote }, near) => {
    const expiresAt = toTimestamp(quote.availableAt + LIFE);
    orders.submit(orders.limit({ ...of, limit: near, tif: 'GTD', expiresAt }));
  },
  ({ orders, of, quote }) =>
    orders.execute(orders.market(of), twap({ slices: 4, until: endOf(quote) })),
  ({ orders, of, quote }, near) => {
    const parent = orders.limit({ ...of, limit: near });
    orders.execute(parent, iceberg({ shown: LEAST, until: endOf(quote) }));
  },
  ({ orders, of, quote }, near) => {
    const expiresAt = toTimestamp(quote.availableAt + LIFE);
    const hidden = { ...of, limit: near, display: LEAST, tif: 'GTD', expiresAt } as const;
    orders.submit(orders.limit(hidden));
  },
  ({ orders, of }, near) =>
    orders.submit(orders.limitIfTouched({ ...of, trigger: near, limit: near, display: LEAST })),
  ({ orders, of }, _, far) =>
    orders.submit(orders.stopLimit({ ...of, trigger: far, limit: far, display: LEAST })),
  ({ orders, of }, near, far) => {
    const hidden = orders.limit({ ...of, limit: near, display: LEAST });
    const other = orders.stopLimit({ ...of, trigger: far, limit: far, display: LEAST });
    orders.submitList(linkOco([hidden, other]));
  },
  (what, near) => sendHiddenBracket(what, near),
  ({ orders, of, quote }) => {
    const plan = shortfall({ slices: 3, urgency: 1000, until: endOf(quote), atEnd: 'sweep' });
    orders.execute(orders.market(of), plan);
  },
];

/** A bracket of which entry, target and stop show one at a time, near enough for all to fill. */
function sendHiddenBracket({ orders, of, quote }: RareOrder, near: Price): void {
  const isBuy = of.side === 'buy';
  const sign = isBuy ? 1 : -1;
  const middle = isBuy ? quote.ask : quote.bid;
  const gain = toPrice(middle + sign * 15);
  const loss = toPrice(middle - sign * 25);
  const out = { ...of, side: isBuy ? 'sell' : 'buy', display: LEAST } as const;
  const exits = linkOuo([
    orders.limit({ ...out, limit: gain }),
    orders.stopLimit({ ...out, trigger: loss, limit: toPrice(loss - sign * 50) }),
  ]);
  orders.submitList(
    linkOto(orders.limit({ ...of, limit: near, display: LEAST }), exits, 'eachFill'),
  );
}

/** Sends one of them, by chance. */
export function sendRare(what: RareOrder): void {
  const { random, quote, of } = what;
  const isBuy = of.side === 'buy';
  const near = toPrice(isBuy ? quote.bid - 5 : quote.ask + 5);
  const far = toPrice(isBuy ? quote.ask + 10 : quote.bid - 10);
  makers[random.nextInt(makers.length)]?.(what, near, far);
}

function endOf({ availableAt }: Quote): ReturnType<typeof toTimestamp> {
  return toTimestamp(availableAt + LIFE);
}
