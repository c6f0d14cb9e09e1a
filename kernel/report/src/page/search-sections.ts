import {
  isAbsent,
  type Band,
  type Part,
  type SheetSearched,
  type SheetSurface,
  type TearSheet,
} from '../sheet.ts';
import { html, nothing, type Markup } from './markup.ts';
import { changeText, decimalText, groupText, percentText } from './number-text.ts';
import { kindOfSign, section } from './part-text.ts';
import { table, type Cell } from './table.ts';

/** How much may be luck. */
export function robustness(sheet: TearSheet): Markup {
  return section('Skill or luck', sheet.robustness, (part) => {
    const { periodOfSharpe: period, overfitting, bootstrap, searched } = part;
    const odds = (value: number): string => percentText(value, 1);
    const needed = part.returnsNeeded;
    const rows: readonly (readonly (Cell | string)[])[] = [
      [`Sharpe of a ${period}, over ${part.returns} returns`, decimalText(part.sharpe, 4)],
      ['How likely above zero, had it been the only one', percentText(part.probabilisticSharpe, 1)],
      ['How many were tried', partCell(part.trials, (count) => groupText(String(count)))],
      ['How likely above zero, as the best of all', partCell(part.deflatedSharpe, odds)],
      [
        'How likely the best by chance only',
        partCell(overfitting, ({ probability }) => odds(probability)),
      ],
      [
        'Returns it takes to be sure',
        needed === null ? 'no number is enough' : groupText(String(Math.ceil(needed))),
      ],
    ];
    const heads = [{ head: 'Question' }, { head: 'Answer' }];
    return html`<div class="two">${table('Of the returns', heads, rows)}${drawn(bootstrap)}</div>
      ${searched === undefined ? nothing : luckOfBest(searched)}`;
  });
}

/** What luck makes of the best of a search. */
function luckOfBest({ returnsAtLeast, shuffle, jitter }: SheetSearched): Markup {
  const least =
    returnsAtLeast === null
      ? 'The best of as many without skill would show more.'
      : `With fewer than ${groupText(String(Math.ceil(returnsAtLeast)))} returns the best of as many without skill shows as much.`;
  return html`<p>${least}</p>
    <div class="two">${shuffled(shuffle)}${jittered(jitter)}</div>`;
}

function shuffled(part: SheetSearched['shuffle']): Markup {
  if (isAbsent(part)) return html`<p class="absent">${part.absent}.</p>`;
  const { paths, trips, growth, deepestFall } = part;
  return bands(`Its ${trips} round trips in ${paths} other orders`, [
    bandRow('Growth', growth, changeText),
    bandRow('Deepest fall', deepestFall, changeText),
  ]);
}

function jittered(part: SheetSearched['jitter']): Markup {
  if (isAbsent(part)) return html`<p class="absent">${part.absent}.</p>`;
  const { combinations, share, by, score, growth } = part;
  return bands(`${combinations} combinations within ${percentText(share, 0)} of its parameters`, [
    bandRow(by, score, (value) => decimalText(value, 4)),
    bandRow('Growth', growth, changeText),
  ]);
}

function bandRow(
  name: string,
  { low, middle, high }: Band,
  textOf: (value: number) => string,
): readonly string[] {
  return [name, ...[low, middle, high].map(textOf)];
}

function bands(caption: string, rows: readonly (readonly string[])[]): Markup {
  return table(
    caption,
    ['', '5 %', 'Middle', '95 %'].map((head) => ({ head })),
    rows,
  );
}

function partCell<Value>(part: Part<Value>, textOf: (value: Value) => string): Cell {
  return isAbsent(part) ? { text: part.absent, kind: 'wrap quiet' } : { text: textOf(part) };
}

function drawn(
  bootstrap: Part<{
    readonly paths: number;
    readonly block: number;
    readonly growth: Band;
    readonly deepestFall: Band;
  }>,
): Markup {
  if (isAbsent(bootstrap)) return html`<p class="absent">${bootstrap.absent}.</p>`;
  const { paths, block, growth, deepestFall } = bootstrap;
  const caption = `What else it could have come to: ${paths} paths of the same days, drawn in blocks of ${block}`;
  return bands(caption, [
    bandRow('Growth', growth, changeText),
    bandRow('Deepest fall', deepestFall, changeText),
  ]);
}

/** How the trials of a search scored. */
export function parameters(sheet: TearSheet): Markup {
  return section('Parameters', sheet.parameters, ({ surfaces, chosen }) => {
    const text = Object.entries(chosen)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
    return html`<p>The best: ${text}.</p>
      ${surfaces.map((surface) => drawSurface(surface, chosen))}`;
  });
}

function drawSurface(
  surface: SheetSurface,
  chosen: Readonly<Record<string, string | number>>,
): Markup {
  const { score, x, y, best } = surface;
  const most = farthestOf(best);
  const rows = best.map((row, at) => {
    const head = y === null ? score : String(y.values[at] ?? '');
    const cells = row.map((value, place): Cell => {
      const isChosen =
        chosen[x.name] === x.values[place] && (y === null || chosen[y.name] === y.values[at]);
      if (value === null) return { text: '' };
      const part = most > 0 ? Math.abs(value) / most : 0;
      const soft = value < 0 ? 'downsoft' : 'upsoft';
      return {
        text: decimalText(value, score === 'gain' ? 2 : 3),
        style: `background:rgba(var(--${soft}),${(0.04 + part * 0.5).toFixed(2)})`,
        kind: isChosen ? 'strong' : '',
      };
    });
    return [head, ...cells];
  });
  const corner = y === null ? x.name : `${y.name} \u2193 ${x.name} \u2192`;
  const heads = [corner, ...x.values.map(String)].map((head) => ({ head }));
  return html`<div class="surface">
    ${table(`Best ${score} over all other parameters`, heads, rows)}
  </div>`;
}

/** How far the score that is farthest from nothing is from it. */
function farthestOf(rows: readonly (readonly (number | null)[])[]): number {
  let most = 0;
  for (const row of rows) for (const value of row) most = Math.max(most, Math.abs(value ?? 0));
  return most;
}

/** What was chosen on one stretch and tried on the next. */
export function forward(sheet: TearSheet): Markup {
  return section('Walked forward', sheet.forward, ({ by, steps, gain, efficiency }) => {
    const rows = steps.map((step) => [
      step.from.slice(0, 10),
      step.until.slice(0, 10),
      Object.entries(step.values)
        .map(([name, value]) => `${name} ${value}`)
        .join(', '),
      decimalText(step.chosenScore, 4),
      decimalText(step.score, 4),
      { text: changeText(step.gain), kind: kindOfSign(step.gain) },
    ]);
    const heads = [
      'Tried from',
      'until',
      'Chosen',
      `${by} where chosen`,
      `${by} where tried`,
      'Gain',
    ];
    const left =
      efficiency === null
        ? nothing
        : html` ${percentText(efficiency, 1)} of the chosen ${by} was left where it was tried.`;
    return html`<p>
        Gain of all stretches in one account, each from nothing held: ${changeText(gain)}.${left}
      </p>
      ${table(
        'Steps',
        heads.map((head) => ({ head })),
        rows,
      )}`;
  });
}
