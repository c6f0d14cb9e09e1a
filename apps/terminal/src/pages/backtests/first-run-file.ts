/** What stands in the form before anybody has typed: a run of what comes with every copy. */
export const firstRun = {
  title: 'The turtles on the S&P 500',
  request: `instruments:
  - { id: SP500.SAMPLE, exchange: SAMPLE, currency: USD, tick: 0.01, calendar: 24x7 }
sources:
  - file: data/sp500-daily.csv
    rounding: halfEven
    layout:
      kind: bar
      instrument: SP500.SAMPLE
      spec: 1-DAY-LAST-EXTERNAL
      time: { is: day, column: Date, format: M/D/YYYY }
      open: Open
      high: High
      low: Low
      close: Close
      volume: Volume
accounts:
  - id: DEMO
    kind: margin
    balance: 100000.00 USD
    products: [margin]
    leverage: { margin: 2 }
strategies:
  - id: turtle
    strategy: Turtle
    account: DEMO
    parameters:
      instrument: SP500.SAMPLE
      bars: SP500.SAMPLE-1-DAY-LAST-EXTERNAL
      side: both
      riskPercent: 2
      percent: 40
venue:
  fees: { model: percent, rate: 0.03 }
statistics: { daysPerYear: 252 }
`,
} as const;
