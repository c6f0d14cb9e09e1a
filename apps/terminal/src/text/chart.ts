/** What charts say. */
export const chartText = {
  title: 'Chart',
  choose: 'Choose an instrument: press / and type its name, or take one of the watchlist.',
  noBars: 'No bars of this kind are known yet. The next one comes as soon as it trades.',
  timeframe: 'Timeframe',
  style: 'Drawn as',
  styles: {
    candles: 'Candles',
    bars: 'Bars',
    line: 'Line',
    area: 'Area',
    heikinAshi: 'Heikin-Ashi',
  },
  indicators: 'Indicators',
  add: 'Add',
  remove: (title: string): string => `Remove ${title}`,
  find: 'Find an indicator',
  picture: 'Picture',
  reset: 'Newest bars',
  typed: (text: string): string => `Timeframe ${text}, Enter`,
  legend: { open: 'O', high: 'H', low: 'L', close: 'C', volume: 'V' },
  by: 'Charts by TradingView',
  held: 'Held',
  move: 'Move this order?',
  moveTo: (order: string, price: string): string => `Move ${order} to ${price}`,
  describe: (instrument: string, close: string): string =>
    `Chart of ${instrument}, last at ${close}. Arrows move along the time, plus and minus zoom.`,
} as const;
