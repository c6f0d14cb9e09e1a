/** What the guide to the first trade says. */
export const guideText = {
  title: 'Your first trade, on paper',
  steps: {
    choose: 'Choose an instrument: click one in the watchlist, or press / and type its name',
    order: 'Press B to buy or S to sell, or choose under Order, set the quantity, and send it',
    hold: 'Under Orders while it waits for its price; once filled, under Positions with its gain as the market moves',
  },
  dismiss: 'I know my way',
  finished: 'That was it. ? shows all keys, and KILL ends everything.',
} as const;
