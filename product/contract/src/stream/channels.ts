/**
 * How a channel brings what it has. `latest`: the newest value of its key; what came between may be left out.
 * `log`: each item, in order and once, as it comes.
 */
export type ChannelMode = 'latest' | 'log';

/** Every kind of channel. Of what a channel is, is said behind a colon: `quotes:SBIN.NSE`, `orders:demo-1`. */
export const channelModes = {
  /** What the market asks and bids for an instrument, and what it last traded at. */
  quotes: 'latest',
  /** The last trade of an instrument; of an index where it stands. */
  trades: 'latest',
  /** The best prices of an instrument's book. */
  depth: 'latest',
  /** What the venue reckons positions in an instrument by. */
  marks: 'latest',
  /** The bar of an instrument that is over last and the one under way: `bars:SBIN.NSE:1-MINUTE-LAST-EXTERNAL`. */
  bars: 'latest',
  /** When markets trade, calendar by calendar; of an instrument whether it does: `status`, `status:SBIN.NSE`. */
  status: 'log',
  /** The orders of an account, each as it is after what happened to it. */
  orders: 'log',
  /** The fills of an account, and those that were taken back. */
  fills: 'log',
  /** The positions of an account. */
  positions: 'log',
  /** What an account has in each currency. */
  funds: 'log',
  /** What somebody should see at once: states, margin calls, anomalies of an account. */
  alerts: 'log',
  /** The strategies of an account. */
  strategies: 'log',
  /** What a strategy logs. */
  logs: 'log',
  /** What runs again and again. */
  jobs: 'log',
} as const;
/** The part of a channel's name before the colon. */
export type ChannelKind = keyof typeof channelModes;

/** The longest name of a channel. */
export const CHANNEL_NAME_MAX = 120;

/** A channel's name in its parts. */
export type ChannelParts = { readonly kind: ChannelKind; readonly key: string };

/**
 * Takes a name apart; null where there is no such kind. The key is empty where a kind needs none.
 *
 * @example
 * parseChannel('quotes:SBIN.NSE'); // { kind: 'quotes', key: 'SBIN.NSE' }
 */
export function parseChannel(name: string): ChannelParts | null {
  if (name.length > CHANNEL_NAME_MAX) return null;
  const colon = name.indexOf(':');
  const kind = colon === -1 ? name : name.slice(0, colon);
  return isChannelKind(kind) ? { kind, key: colon === -1 ? '' : name.slice(colon + 1) } : null;
}

/** The name of a channel. */
export function channelName({ kind, key }: ChannelParts): string {
  return key === '' ? kind : `${kind}:${key}`;
}

function isChannelKind(text: string): text is ChannelKind {
  return Object.hasOwn(channelModes, text);
}
