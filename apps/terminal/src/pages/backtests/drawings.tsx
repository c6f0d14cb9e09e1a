import type { JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatChange, formatNumber, formatShort } from '../../format/decimal.ts';
import { backtestsText } from '../../text/backtests.ts';
import { useSignal } from '../../ui/use-signal.ts';
import type { CostStep } from './sheet.ts';
import { waterfall } from './waterfall.ts';

const WIDTH = 320;
const HEIGHT = 120;

/** Where a value lies between two ends, as a part. */
function partOf(value: number, [least, most]: readonly [number, number]): number {
  return most === least ? 0 : (value - least) / (most - least);
}

/** From gross over each cost to net. */
export function Costs({
  costs,
}: {
  readonly costs: { readonly steps: readonly CostStep[]; readonly convention: string };
}): JSX.Element {
  const { preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const { bars, zero } = waterfall(costs.steps);
  const step = WIDTH / Math.max(1, bars.length);
  return (
    <>
      <svg className="drawing" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        <line x1={0} x2={WIDTH} y1={zero * HEIGHT} y2={zero * HEIGHT} className="drawing__zero" />
        {bars.map(({ id, amount, top, bottom, isTotal }, at) => (
          <rect
            key={id}
            x={at * step + step / 8}
            width={(step * 3) / 4}
            y={top * HEIGHT}
            height={Math.max(1, (bottom - top) * HEIGHT)}
            className={isTotal ? 'drawing__total' : barClass(Number(amount))}
          />
        ))}
      </svg>
      <dl className="facts facts--wide">
        {costs.steps.map(({ kind, name, amount }) => (
          <div key={`${kind} ${name}`} className="facts__one">
            <dt>{name}</dt>
            <dd className="number">{formatChange(Number(amount), 2, grouping)}</dd>
          </div>
        ))}
      </dl>
      <p className="muted drawing__hint">{costs.convention}</p>
    </>
  );
}

function barClass(value: number): string {
  return value < 0 ? 'drawing__down' : 'drawing__up';
}

/** The Sharpe ratio over a window that moves. */
export function Rolling({
  rolling,
}: {
  readonly rolling: {
    readonly window: number;
    readonly day: readonly string[];
    readonly sharpe: readonly (number | null)[];
  };
}): JSX.Element {
  const { preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const known = rolling.sharpe.filter((value) => value !== null);
  const ends = [Math.min(0, ...known), Math.max(0, ...known)] as const;
  const y = (value: number): number => (1 - partOf(value, ends)) * HEIGHT;
  const x = (at: number): number => (at / Math.max(1, rolling.day.length - 1)) * WIDTH;
  const points = rolling.sharpe.flatMap((value, at) =>
    value === null ? [] : [`${x(at)},${y(value)}`],
  );
  return (
    <figure className="drawing__figure">
      <svg className="drawing" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        <line x1={0} x2={WIDTH} y1={y(0)} y2={y(0)} className="drawing__zero" />
        <polyline points={points.join(' ')} className="drawing__line" />
      </svg>
      <figcaption className="muted drawing__hint">
        {backtestsText.rolling(rolling.window)}: {formatNumber(ends[0], 2, grouping)} …{' '}
        {formatNumber(ends[1], 2, grouping)}, {rolling.day[0]} … {rolling.day.at(-1)}
      </figcaption>
    </figure>
  );
}

/** How many trades gained how much. */
export function Distribution({
  distribution: { edges, counts },
}: {
  readonly distribution: { readonly edges: readonly number[]; readonly counts: readonly number[] };
}): JSX.Element {
  const { preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const most = Math.max(1, ...counts);
  const step = WIDTH / Math.max(1, counts.length);
  const show = (edge: number | undefined): string => formatShort(edge ?? Number.NaN, grouping);
  return (
    <figure className="drawing__figure">
      <svg className="drawing" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        {counts.map((count, at) => (
          <rect
            key={edges[at]}
            x={at * step + 1}
            width={Math.max(1, step - 2)}
            y={HEIGHT - (count / most) * HEIGHT}
            height={(count / most) * HEIGHT}
            className={barClass(edges[at] ?? 0)}
          />
        ))}
      </svg>
      <figcaption className="muted drawing__hint">
        {backtestsText.distributionHint(show(edges[0]), show(edges.at(-1)))}
      </figcaption>
    </figure>
  );
}

/** How far each trade went against and for, before it ended. */
export function Excursions({
  excursions: { adverse, favourable, gain, convention },
}: {
  readonly excursions: {
    readonly adverse: readonly number[];
    readonly favourable: readonly number[];
    readonly gain: readonly number[];
    readonly convention: string;
  };
}): JSX.Element {
  const MARGIN = 3;
  const right = Math.max(1, ...adverse.map((value) => Math.abs(value)));
  const top = Math.max(1, ...favourable);
  const x = (at: number): number =>
    MARGIN + (Math.abs(adverse[at] ?? 0) / right) * (WIDTH - 2 * MARGIN);
  const y = (at: number): number =>
    HEIGHT - MARGIN - ((favourable[at] ?? 0) / top) * (HEIGHT - 2 * MARGIN);
  const dots = gain.map((value, at) => (value > 0 ? `M${x(at)} ${y(at)}h0` : ''));
  const crosses = gain.map((value, at) =>
    value > 0 ? '' : `M${x(at) - 1.5} ${y(at) - 1.5}l3 3m0 -3l-3 3`,
  );
  return (
    <figure className="drawing__figure">
      <svg className="drawing" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        <path d={crosses.join('')} className="drawing__crosses" />
        <path d={dots.join('')} className="drawing__dots" />
      </svg>
      <figcaption className="muted drawing__hint">
        {backtestsText.excursionsHint} {convention}
      </figcaption>
    </figure>
  );
}
