/** What trades and money say. */
export const tradesText = {
  title: 'Trades',
  empty: 'Nothing has filled yet. What you buy or sell stands here with what it was charged.',
  columns: {
    time: 'Time',
    instrument: 'Instrument',
    side: 'Side',
    qty: 'Quantity',
    price: 'Price',
    value: 'Value',
    fee: 'Charges',
    liquidity: 'Gave or took',
    slippage: 'Slippage bp',
    book: 'Book',
    order: 'Order',
    state: 'State',
  },
  liquidity: { maker: 'Gave', taker: 'Took' },
  busted: 'Taken back',
  good: 'Good',
} as const;
