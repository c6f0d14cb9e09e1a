// Quotes from a CSV file in, results in a folder out: all of them, or after an error nothing.
import { csvSource, runToFiles } from '@argosy/catalog';
import type { BacktestResult } from 'argosy/backtest';
import { InstrumentTable } from 'argosy/domain';

import { AboveAverage } from './above-average.ts';
import { demo, sbin } from './market.ts';

export async function runCsvToFiles(path: string, out: string): Promise<BacktestResult> {
  const config = {
    instruments: [sbin],
    sources: [csvSource({ path, instruments: new InstrumentTable([sbin]) })],
    accounts: [demo],
    strategies: [
      {
        id: 'above',
        strategy: AboveAverage,
        parameters: { instrument: sbin.id, slow: 20 },
        account: demo.id,
      },
    ],
  };
  const onProgress = ({ inputs }: { readonly inputs: number }): void => console.log(inputs);
  const { result } = await runToFiles(config, { out, onProgress });
  return result; // as in `out/result.json`; fills.csv and equity.csv stand beside it
}
