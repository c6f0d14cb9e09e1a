import type { Calendar } from '@argosy/contract';

/** What is said of markets that do not trade now. */
export const hoursText = {
  /** What goes on in a market outside of its trading. */
  now: ({ id, state, phase }: Pick<Calendar, 'id' | 'state' | 'phase'>): string => {
    if (state === 'halted') return `${id} is halted by the exchange.`;
    if (phase === 'preOpen') return `${id} collects orders for its opening.`;
    if (phase === 'matching') return `${id} matches its auction.`;
    if (phase === 'closing') return `${id} collects orders for its closing auction.`;
    if (phase === 'postClose') return `${id} trades at its closing price only.`;
    return `${id} is closed.`;
  },
  opens: (at: string): string => `It opens ${at}`,
  inTime: (span: string): string => `, in ${span}.`,
  never: 'No opening is listed.',
  open: ({ id }: Pick<Calendar, 'id'>, until: string | null): string =>
    until === null ? `${id} open` : `${id} open until ${until}`,
  shut: ({ id }: Pick<Calendar, 'id'>, until: string | null): string =>
    until === null ? `${id} closed` : `${id} closed until ${until}`,
  means: {
    ticket: 'Until then an order is turned away unless it is valid “At the open”.',
    chart: 'The last bar is of the session before; the next one comes with the first trade.',
    depth: 'What is shown stood there last: nothing of it can be traded with.',
    watchlist: 'Prices there are those of the session before.',
    positions: 'Gains are at the last price, and nothing can be closed until then.',
    orders: 'What works there cannot fill until then; it can be cancelled.',
    chain: 'Prices, and what they imply, are of the session before.',
  },
} as const;
