/** What the option chain says. */
export const chainText = {
  title: 'Options',
  choose: 'Choose an instrument with options: an index, a share.',
  none: 'There are no options on this.',
  expiry: 'Ends',
  forward: 'Forward',
  calls: 'Calls',
  puts: 'Puts',
  strike: 'Strike',
  columns: {
    delta: 'Delta',
    gamma: 'Gamma',
    vega: 'Vega',
    theta: 'Theta',
    volatility: 'Vol %',
    bid: 'Bid',
    ask: 'Ask',
  },
} as const;
