/** What the guide to the first trade says. */
export const guideText = {
  title: 'Your first trade, with money on paper',
  steps: {
    choose: 'Choose an instrument: click one in the watchlist, or press / and type its name',
    order: 'Press B to buy or S to sell, set the quantity, and send the order',
    hold: 'See it filled under Positions, with its gain as the market moves',
  },
  done: 'Done',
  dismiss: 'I know my way',
  finished: 'That was it. ? shows all keys, and KILL ends everything.',
} as const;
