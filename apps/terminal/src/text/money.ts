/** What the panels of holdings and money say. */
export const moneyText = {
  holdings: 'Holdings',
  noHoldings:
    'Nothing is held for delivery. What is bought with the product Delivery is listed here.',
  instrument: 'Instrument',
  qty: 'Quantity',
  average: 'Average',
  mark: 'Last',
  value: 'Value',
  weight: 'Weight',
  unrealised: 'Open gain',
  realised: 'Realised',
  charges: 'Charges',
  books: 'Books',
  csv: 'As CSV',
  funds: 'Funds',
  noFunds: 'No money is known of this account.',
  currency: 'Currency',
  cash: 'Cash',
  held: 'Set aside for orders',
  reserved: 'Reserved',
  available: 'Available',
  equity: 'Worth',
  bound: 'Bound',
  use: 'Margin in use',
  useOf: (bound: string, equity: string, percent: string): string =>
    `${bound} of ${equity} (${percent}%)`,
} as const;
