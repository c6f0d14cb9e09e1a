/** What the phone's layout says. */
export const phoneText = {
  tabs: 'Screens',
  names: {
    positions: 'Positions',
    watchlist: 'Watch',
    chart: 'Chart',
    orders: 'Orders',
    ticket: 'Order',
  },
  closeAll: 'Close all',
} as const;
