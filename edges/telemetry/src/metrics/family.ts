/** The series of one metric, by their labels. */
export interface MetricFamily<Metric, Label extends string> {
  /** The series with these labels; look it up once and keep it where it is used often. */
  with(labels: Readonly<Record<Label, string>>): Metric;
}

/** How many series a metric has at most, beside the one that takes the rest. */
export const SERIES_MAX = 500;
/** Every label of the series that takes what there is no room for. */
export const OVERFLOW_LABEL = 'overflow';
/** How long a label's value is at most; what is longer is cut. */
export const LABEL_LENGTH_MAX = 120;

/** One series: the values of the labels in the order of the table, and what is counted. */
export type Series<Metric> = { readonly labels: readonly string[]; readonly metric: Metric };

/** What a family is made of. */
export type FamilyParts<Metric> = {
  readonly labels: readonly string[];
  readonly seriesMax: number;
  readonly make: () => Metric;
  /** Called each time labels meet no room. */
  readonly onOverflow: () => void;
};

/**
 * The bounded series of a metric. None is ever given up, since a counter that begins anew looks like a restart:
 * labels that come when all places are taken share one series.
 */
export class Family<Metric> implements MetricFamily<Metric, string> {
  readonly #parts: FamilyParts<Metric>;
  readonly #series = new Map<string, Series<Metric>>();

  constructor(parts: FamilyParts<Metric>) {
    this.#parts = parts;
  }

  /** All series so far, oldest first. */
  get series(): Iterable<Series<Metric>> {
    return this.#series.values();
  }

  with(labels: Readonly<Record<string, string>>): Metric {
    const values = this.#parts.labels.map((label) => cut(labels[label] ?? ''));
    return this.at(values);
  }

  /** The series with these values of the labels, in the order of the table. */
  at(values: readonly string[]): Metric {
    const key = keyOf(values);
    const found = this.#series.get(key);
    if (found !== undefined) return found.metric;
    const { seriesMax, labels, onOverflow } = this.#parts;
    if (this.#series.size < seriesMax) return this.#add(key, values);
    onOverflow();
    const rest = labels.map(() => OVERFLOW_LABEL);
    const restKey = keyOf(rest);
    return this.#series.get(restKey)?.metric ?? this.#add(restKey, rest);
  }

  #add(key: string, labels: readonly string[]): Metric {
    const metric = this.#parts.make();
    this.#series.set(key, { labels, metric });
    return metric;
  }
}

/** One key for one list of values, whatever they contain. */
function keyOf(values: readonly string[]): string {
  const [only = ''] = values;
  if (values.length < 2) return only;
  return values.map((value) => `${value.length}:${value}`).join('');
}

function cut(value: string): string {
  return value.length > LABEL_LENGTH_MAX ? value.slice(0, LABEL_LENGTH_MAX) : value;
}
