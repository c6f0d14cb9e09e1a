/** What watchlists say. */
export const watchlistText = {
  title: 'Watchlist',
  lists: 'Lists',
  list: (number: number): string => `Watchlist ${number}`,
  add: 'Add',
  held: 'Held',
  columns: {
    instrument: 'Instrument',
    last: 'Last',
    changePercent: 'Change',
    volume: 'Volume',
  },
  empty: 'Nothing is watched here. Add finds instruments by their names.',
} as const;
