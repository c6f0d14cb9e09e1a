/** What the portfolio page says. */
export const portfolioText = {
  money: 'Money',
  noMoney: 'No money is known of this account.',
  currency: 'Currency',
  cash: 'Cash',
  held: 'Set aside for orders',
  available: 'Available',
  equity: 'What it was worth',
  equityLine: 'Worth',
  noEquity:
    'It is looked at each half minute from the start of the node on: come back in a minute.',
  equityOf: (own: string, other: string | null): string =>
    other === null ? `Since the node began ${own}` : `Since the node began ${own}, ${other}`,
  benchmark: 'Beside',
  noBenchmark: 'nothing',
  allocation: 'What it is in',
  empty: 'Nothing is held.',
  instrument: 'Instrument',
  value: 'Value',
  weight: 'Weight',
  unrealised: 'Open gain',
  realised: 'Realised',
  charges: 'Charges',
  net: 'Net',
  correlation: 'How they move together',
  correlationOf: (days: number): string => `Daily returns of the last ${days} days`,
} as const;
