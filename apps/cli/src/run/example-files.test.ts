import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { runBacktestCommand } from './backtest-command.ts';

const examples = fileURLToPath(new URL('../../../../examples', import.meta.url));
const files = readdirSync(examples).filter((name) => name.endsWith('.yaml'));

/** What every run file among the examples comes to. */
const figures: Readonly<Record<string, readonly string[]>> = {
  'bollinger-bounce.yaml': ['714, 475', '84409.99 USD', '617f84e950ffe5875214b87fc124b623'],
  'desk-commands.yaml': ['8, 5', '1271483.27 INR', '39a572df25bdf5010a927bc8e19e598a'],
  'hedging-swings.yaml': ['1231, 820', '99955.83 USD', '76c030928ed01b6a4ed18d9cb78b4dcd'],
  'margin-brackets.yaml': ['576, 384', '77158.69 USD', 'baf1617128cff33087ba5b27b9008008'],
  'history.yaml': ['42, 41', '507883.54 INR', '1c239c9fcda061e039f1cf6f40758270'],
  'rsi-breakout.yaml': ['226, 152', '102240.82 USD', '064e29407cab0971d141dac506d64976'],
  'sp500.yaml': ['66, 66', '145459.03 USD', '9ea9b9cd031384f5bb879b866c2a5e30'],
  'two-listings.yaml': ['30, 34', '5000614.64 INR', '58e626d748fc5729c5234e1fb424d3b9'],
  'macd-trend.yaml': ['432, 290', '109286.53 USD', 'f525d57339fb451d0fab5c13056a0cca'],
  'turtle.yaml': ['1017, 843', '47341.42 USD', '7a0f431378b7af78356e73758f270fb6'],
  'pairs.yaml': ['48, 48', '101485.12 USD', '5bea085fcd6bcfa63e61e5d4c3a80e4b'],
  'opening-range.yaml': ['214, 118', '914737.34 INR', 'fdef15e443015e50302fe7a1b3cbbbee'],
  'vwap-reversion.yaml': ['310, 198', '913678.49 INR', 'a9ac3332c9a2d082f9e21be5e218bef4'],
  'grid.yaml': ['2505, 611', '958243.04 INR', 'aea9370871a00950730aafe6fb6c9489'],
  'momentum-rotation.yaml': ['30, 30', '1116157.86 INR', '53a5163afedaaa4ef2304491825432b0'],
  'delta-hedged-straddle.yaml': ['138, 138', '2043544.65 INR', 'e4055955ff60f85177329f1ee370ec27'],
  'two-currencies.yaml': ['12, 12', '1045318.32 INR', '197b3695ebd8c3266b869f953c98eab1'],
};

test('every run file has its figures written down', () => {
  expect(Object.keys(figures).sort()).toEqual([...files].sort());
});

test.each(files)('%s comes to its figures', async (name) => {
  let said = '';
  const terminal = { write: (text: string) => void (said += text) };
  const options = { out: null, proves: false, terminal };
  const code = await runBacktestCommand(join(examples, name), options);
  const found = [/orders, fills +(.*)/, /equity +(.*) from/, /hash +(.*)/];
  expect(code).toBe(0);
  expect(found.map((part) => part.exec(said)?.[1])).toEqual(figures[name]);
});
