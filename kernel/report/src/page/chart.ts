import { axisOf, microsOf, timeTicks, type Axis, type Tick } from './axes.ts';
import { html, nothing, type Markup } from './markup.ts';

/** A line of a chart: a value at each instant, or null for a gap. */
export type ChartLine = {
  readonly name: string;
  readonly kind: 'main' | 'other' | 'fall' | 'bars';
  readonly values: readonly (number | null)[];
};

/** What a chart of lines over time is drawn from. */
export type ChartSpec = {
  readonly title: string;
  /** What it shows, for those who hear it. */
  readonly label: string;
  readonly at: readonly string[];
  readonly lines: readonly ChartLine[];
  readonly textOf: (value: number) => string;
  readonly including?: readonly number[];
  readonly height?: 'tall' | 'low';
};

/** The width and height that lines are drawn in; they are stretched to what there is. */
const [WIDTH, HEIGHT] = [1000, 400];
/** How many stretches a line is drawn in: of each its ends, its lowest and its highest. */
const STRETCHES = 500;

/** Lines over time, with a legend where there are several. */
export function lineChart(spec: ChartSpec): Markup {
  const { title, label, at, lines, textOf, including = [], height = 'low' } = spec;
  const values = lines.flatMap((line) => line.values.filter((one) => one !== null));
  const axis = axisOf(values, textOf, including);
  const places = placesOf(at);
  const drawn = lines.map((line) => drawLine(line, places, axis));
  return frame({
    title,
    label,
    height,
    inner: drawn,
    yTicks: axis.ticks,
    xTicks: timeTicks(at),
    legend: lines.length > 1 ? lines : [],
  });
}

/** A frame around what is drawn: lines at ticks, what is written beside them, and a legend. */
export function frame(parts: {
  readonly title: string;
  readonly label: string;
  readonly height: 'tall' | 'low';
  readonly inner: readonly Markup[];
  readonly yTicks: readonly Tick[];
  readonly xTicks: readonly Tick[];
  readonly legend?: readonly { readonly name: string; readonly kind: string }[];
}): Markup {
  const { title, label, height, inner, yTicks, xTicks, legend = [] } = parts;
  const grid = yTicks.map(({ at }) => `M0 ${short(HEIGHT * (1 - at))}H${WIDTH}`).join('');
  return html`<figure class="chart ${height}">
    <figcaption>
      ${title}${legend.map(({ name, kind }) => html` <span class="key ${kind}">${name}</span>`)}
    </figcaption>
    <div class="plot">
      <svg
        viewBox="0 0 ${WIDTH} ${HEIGHT}"
        preserveAspectRatio="none"
        role="img"
        aria-label="${label}"
      >
        <path class="grid" d="${grid}" />
        ${inner}</svg
      >${yTicks.map(
        ({ at, text }) => html`<i class="y" style="bottom:${short(at * 100)}%">${text}</i>`,
      )}
    </div>
    <div class="x">
      ${xTicks.map(({ at, text }) => html`<i style="left:${short(at * 100)}%">${text}</i>`)}
    </div>
  </figure>`;
}

/** Bars side by side from zero, each named where it is pointed at. */
export function barChart(parts: {
  readonly title: string;
  readonly label: string;
  readonly bars: readonly {
    readonly name: string;
    readonly value: number;
    readonly isGain: boolean;
  }[];
  readonly textOf: (value: number) => string;
  readonly xTicks: readonly Tick[];
}): Markup {
  const { title, label, bars, textOf, xTicks } = parts;
  const axis = axisOf(
    bars.map(({ value }) => value),
    textOf,
    [0],
  );
  const width = WIDTH / Math.max(1, bars.length);
  const zero = yOf(axis, 0);
  const inner = bars.map(({ name, value, isGain }, at) => {
    const end = yOf(axis, value);
    const top = Math.min(zero, end);
    return html`<rect
      class="${isGain ? 'gain' : 'loss'}"
      x="${short((at + 0.1) * width)}"
      y="${short(top)}"
      width="${short(width * 0.8)}"
      height="${short(Math.abs(end - zero))}"
      ><title>${name}</title></rect
    >`;
  });
  return frame({ title, label, height: 'low', inner, yTicks: axis.ticks, xTicks });
}

/** Where a value lies, from above. */
export function yOf(axis: Axis, value: number): number {
  return HEIGHT * (1 - axis.place(value));
}

/** Where a part of the width lies. */
export function xOf(part: number): number {
  return WIDTH * part;
}

/** A number for a drawing: what is finer than a tenth is not seen. */
export function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function placesOf(at: readonly string[]): readonly number[] {
  const instants = at.map(microsOf);
  const first = instants[0] ?? 0;
  const span = (instants.at(-1) ?? 0) - first;
  return instants.map((one, place) =>
    span > 0 ? (one - first) / span : (place + 0.5) / at.length,
  );
}

function drawLine(
  { kind, name, values }: ChartLine,
  places: readonly number[],
  axis: Axis,
): Markup {
  const points = pointsOf(values, places, axis);
  if (points.length === 0) return nothing;
  const line = points.map((some) => `M${some.join('L')}`).join('');
  if (kind !== 'fall')
    return html`<path class="line ${kind}" d="${line}"><title>${name}</title></path>`;
  const zero = short(yOf(axis, 0));
  const areas = points.map((some) => {
    const [first = '', last = ''] = [some[0], some.at(-1)];
    return `M${first.split(' ')[0] ?? ''} ${zero}L${some.join('L')}L${last.split(' ')[0] ?? ''} ${zero}Z`;
  });
  return html`<path class="area" d="${areas.join('')}" /><path class="line fall" d="${line}" />`;
}

/** The points of each unbroken stretch, of many only the extremes. */
function pointsOf(
  values: readonly (number | null)[],
  places: readonly number[],
  axis: Axis,
): readonly (readonly string[])[] {
  const stretches: string[][] = [];
  let isBroken = true;
  for (const at of keptOf(values)) {
    const value = values[at] ?? null;
    if (value === null) isBroken = true;
    else {
      if (isBroken) stretches.push([]);
      isBroken = false;
      stretches.at(-1)?.push(`${short(xOf(places[at] ?? 0))} ${short(yOf(axis, value))}`);
    }
  }
  return stretches;
}

/** The places that are drawn: all, or of each stretch its ends, lowest and highest, and every gap. */
function keptOf(values: readonly (number | null)[]): readonly number[] {
  const size = values.length / STRETCHES;
  if (size <= 4) return values.map((_, at) => at);
  const kept = new Set<number>();
  for (let stretch = 0; stretch < STRETCHES; stretch += 1) {
    const [from, until] = [Math.floor(stretch * size), Math.floor((stretch + 1) * size)];
    let [lowest, highest] = [from, from];
    for (let at = from; at < until; at += 1) {
      if (values[at] === null) kept.add(at);
      if ((values[at] ?? Infinity) < (values[lowest] ?? Infinity)) lowest = at;
      if ((values[at] ?? -Infinity) > (values[highest] ?? -Infinity)) highest = at;
    }
    for (const at of [from, lowest, highest, until - 1]) kept.add(at);
  }
  return [...kept].sort((a, b) => a - b);
}
