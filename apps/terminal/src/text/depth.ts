/** What depth and ladder say. */
export const depthText = {
  title: 'Depth',
  ladder: 'Ladder',
  choose: 'Choose an instrument to see what stands in its book.',
  bid: 'Bid',
  ask: 'Ask',
  qty: 'Quantity',
  price: 'Price',
  spread: 'Spread',
  noBook: 'No book of this instrument is known.',
  ladderHint:
    'Arrows move, Enter begins an order at the price, Shift Enter the other side, Backspace cancels yours there, Space goes to the middle.',
  ownOrders: (count: number): string => `${count} of yours`,
  row: (price: string): string => `Price ${price}`,
} as const;
