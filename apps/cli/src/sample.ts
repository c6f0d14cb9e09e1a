import { fileURLToPath } from 'node:url';

import { csvSource } from '@argosy/catalog';
import { EmaCrossBars } from '@argosy/strategies';
import { cashAccount, type BacktestConfig } from 'argosy/backtest';
import {
  money,
  toAccountId,
  toCalendarId,
  toCurrency,
  toInstrumentId,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import { InstrumentTable, type Equity } from 'argosy/domain';
import { feePercent } from 'argosy/matching';

const id = toInstrumentId('SP500.SAMPLE');
const usd = toCurrency('USD');

/**
 * The index as if a fund tracked it one to one at a dollar a point. The file has days and no
 * session times, so a bar spans its day in UTC.
 */
const sp500: Equity = {
  kind: 'equity',
  id,
  exchange: 'SAMPLE',
  currency: usd,
  pricePrecision: 2,
  sizePrecision: 0,
  tick: toPrice(1),
  lot: toQuantity(1),
  minQty: toQuantity(1),
  maxQty: toQuantity(1_000_000),
  multiplier: 1n,
  multiplierScale: 0,
  calendar: toCalendarId('24x7'),
  validFrom: toTimestamp(0),
  validTo: null,
  isin: null,
};

/** How many bars the bundled file holds. */
export const SAMPLE_BARS = 5031;

/** The bundled daily bars of the S&P 500. */
const sampleFile: string = fileURLToPath(
  new URL('../../../examples/data/sp500-daily.csv', import.meta.url),
);

/** The sample run: an EMA cross on twenty years of the S&P 500, three hundredths of a percent a fill. */
export function sampleBacktest(origin: NonNullable<BacktestConfig['origin']>): BacktestConfig {
  const spec = `${id}-1-DAY-LAST-EXTERNAL`;
  const source = csvSource({
    path: sampleFile,
    instruments: new InstrumentTable([sp500]),
    layout: {
      kind: 'bar',
      instrument: { id },
      spec: '1-DAY-LAST-EXTERNAL',
      time: { is: 'day', column: 'Date', format: 'M/D/YYYY' },
      open: 'Open',
      high: 'High',
      low: 'Low',
      close: 'Close',
      volume: 'Volume',
    },
    // The file carries more decimals than a price has.
    rounding: 'halfEven',
  });
  return {
    instruments: [sp500],
    sources: [{ ...source, name: 'sp500-daily.csv' }],
    accounts: [cashAccount(toAccountId('DEMO'), money(100_000_00n, usd))],
    strategies: [
      {
        id: 'ema-cross-bars',
        strategy: EmaCrossBars,
        parameters: { instrument: id, bars: spec },
        account: 'DEMO',
      },
    ],
    venue: { fees: feePercent('0.03') },
    // The file knows no exchange's hours, so the calendar is open always; its days are an exchange's.
    statistics: { daysPerYear: 252 },
    origin,
  };
}
