import { fileURLToPath } from 'node:url';

import type { Hints } from '@argosy/catalog/intake';

/** A file that comes along, by the name that a newcomer takes it by. */
export type DataSample = {
  readonly name: string;
  readonly title: string;
  /** Its file in `examples/data`; where it comes from stands in `SOURCES.md` there. */
  readonly file: string;
  readonly licence: string;
  /** What of it cannot be told from the file. */
  readonly hints: Hints;
};

/** The files know days and no hours: a bar spans its day in UTC. Prices keep all their places. */
const daily: Hints = {
  kind: 'bar',
  spec: '1-DAY-LAST-EXTERNAL',
  moment: 'day',
  place: '+00:00',
  pricePrecision: 6,
  sizePrecision: 0,
};

/** Every sample, in the order in which they are listed. */
export const dataSamples: readonly DataSample[] = [
  {
    name: 'sp500',
    title: 'S&P 500, daily bars, 1999 to 2018',
    file: 'sp500-daily.csv',
    licence: 'NCSA',
    hints: { ...daily, instrument: 'SP500.SAMPLE', timeFormat: 'M/D/YYYY' },
  },
  {
    name: 'nasdaq',
    title: 'NASDAQ Composite, daily bars, 1999 to 2018',
    file: 'nasdaq-daily.csv',
    licence: 'NCSA',
    hints: { ...daily, instrument: 'NASDAQ.SAMPLE', timeFormat: 'M/D/YYYY' },
  },
  {
    name: 'vix',
    title: 'Cboe Volatility Index, daily bars, 2016 to July 2026',
    file: 'vix-daily.csv',
    licence: 'PDDL',
    hints: { ...daily, instrument: 'VIX.SAMPLE', timeFormat: 'YYYY-MM-DD' },
  },
];

/** Where the file of a sample is. */
export function pathOfSample({ file }: DataSample): string {
  return fileURLToPath(new URL(`../../../../examples/data/${file}`, import.meta.url));
}
