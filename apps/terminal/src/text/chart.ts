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
  range: (least: number, most: number, isWhole: boolean): string =>
    `${isWhole ? 'a whole number' : 'a number'} from ${least} to ${most}`,
  picture: 'Picture',
  reset: 'Newest bars',
  typed: (text: string): string => `Timeframe ${text}, Enter`,
  noTimeframe: (text: string, known: string): string => `No timeframe ${text}: ${known}`,
  legend: { open: 'O', high: 'H', low: 'L', close: 'C', volume: 'V' },
  by: 'Charts by TradingView',
  held: 'Held',
  move: 'Move this order?',
  moveTo: (order: string, price: string): string => `Move ${order} to ${price}`,
  barLeft: 'Until the bar is over',
  describe: (instrument: string): string =>
    `Chart of ${instrument}. Arrows move along the time, with Shift from bar to bar, which are read out; plus and minus zoom.`,
} as const;
