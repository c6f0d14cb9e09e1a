import type { TearSheet } from '../sheet.ts';
import { histogram } from './histogram.ts';
import { html, nothing, type Markup } from './markup.ts';
import { changeText, decimalText, percentText } from './number-text.ts';
import { kindOfSign, section } from './part-text.ts';
import { table } from './table.ts';

/** What was chosen on some groups and tried on the others. */
export function validation({ validation: part }: TearSheet): Markup {
  if (part === undefined) return nothing;
  return section('Cross-validated', part, (found) => {
    const { groups, tested, purge, embargo, splits, count, paths } = found;
    const rows = paths.map(({ rank, growth, sharpe, ...likely }) => [
      String(rank),
      { text: changeText(growth), kind: kindOfSign(Math.sign(growth)) },
      decimalText(sharpe, 4),
      percentText(likely.probabilisticSharpe, 1),
      percentText(likely.deflatedSharpe, 1),
    ]);
    const heads = ['Path', 'Growth', 'Sharpe of a bar', 'Above zero', 'As the best of all'];
    const chart = histogram(found.sharpes, {
      title: `Sharpe ratio of a bar of ${count} paths; how many of each`,
      label: `Distribution of the Sharpe ratios of ${count} paths`,
      textOf: (value) => decimalText(value, 3),
    });
    return html`<p>
        ${splits} splits of ${groups} groups of bars, ${tested} tried on at a time, ${purge} bars
        left out before and ${embargo} behind. A path has each group once, as what was chosen on
        others came out there.
      </p>
      <div class="two">
        ${chart}${table(
          'Paths by their Sharpe ratio',
          heads.map((head) => ({ head })),
          rows,
        )}
      </div>`;
  });
}
