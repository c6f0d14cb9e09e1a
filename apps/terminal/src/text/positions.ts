/** What positions say. */
export const positionsText = {
  title: 'Positions',
  empty: 'Nothing is held. What you buy or sell stands here with its gain.',
  columns: {
    instrument: 'Instrument',
    product: 'Product',
    qty: 'Quantity',
    average: 'Average',
    last: 'Last',
    gain: 'P&L',
    realised: 'Realised',
    charges: 'Charges',
    book: 'Book',
  },
  unrealised: 'Open',
  realised: 'Realised',
  charges: 'Charges',
  net: 'Net',
  exit: 'Close',
  exitOf: (instrument: string): string => `Close ${instrument}`,
  exitAll: 'Close all (hold)',
  confirmExit: 'Close this position at market?',
} as const;
