/** What watchlists say. */
export const watchlistText = {
  title: 'Watchlist',
  instrument: 'Instrument',
  last: 'Last',
  changePercent: 'Change',
  empty: 'Nothing is watched here. Press / and type a name to add it.',
} as const;
