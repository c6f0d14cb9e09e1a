/** A line of numbers over rows, NaN where it has none. */
export type Line = readonly number[];

/** What is made of each row of some lines. */
export function each(of: (...row: readonly number[]) => number, ...lines: readonly Line[]): Line {
  return (lines[0] ?? []).map((_, at) => of(...lines.map((line) => line[at] ?? NaN)));
}

/** What is made of the last `size` numbers at each row, the oldest first; NaN where there are not so many. */
export function windows(line: Line, size: number, of: (part: Line) => number): Line {
  return line.map((_, at) => {
    const part = line.slice(Math.max(0, at + 1 - size), at + 1);
    return part.length < size || part.some(Number.isNaN) ? NaN : of(part);
  });
}

/** The line of some rows before. */
export function ago(line: Line, rows: number): Line {
  return line.map((_, at) => line[at - rows] ?? NaN);
}

/** What a line gained over some rows. */
export function gained(line: Line, rows: number = 1): Line {
  return each((now = NaN, before = NaN) => now - before, line, ago(line, rows));
}

/** All of some numbers together. */
export function total(part: Line): number {
  return part.reduce((sum, number) => sum + number, 0);
}

/** Sums of the last numbers. */
export function sumOf(line: Line, size: number): Line {
  return windows(line, size, total);
}

/** Means of the last numbers. */
export function meanOf(line: Line, size: number): Line {
  return windows(line, size, (part) => total(part) / size);
}

/** Means of the last numbers, the newest weighing most. */
export function weightedOf(line: Line, size: number): Line {
  const weights = (size * (size + 1)) / 2;
  return windows(line, size, (part) => total(part.map((one, at) => one * (at + 1))) / weights);
}

/** Standard deviations of the last numbers, as of a whole population. */
export function deviationOf(line: Line, size: number): Line {
  return windows(line, size, (part) => {
    const mean = total(part) / size;
    return Math.sqrt(total(part.map((one) => (one - mean) ** 2)) / size);
  });
}

/** The highest of the last numbers. */
export function highestOf(line: Line, size: number): Line {
  return windows(line, size, (part) => Math.max(...part));
}

/** The lowest of the last numbers. */
export function lowestOf(line: Line, size: number): Line {
  return windows(line, size, (part) => Math.min(...part));
}

/** Exponential averages that begin with the mean of the first numbers; `alpha` is what the newest weighs. */
export function smoothedOf(line: Line, size: number, alpha: number = 2 / (size + 1)): Line {
  const begin = line.findIndex((one) => !Number.isNaN(one)) + size - 1;
  let average = NaN;
  return line.map((one, at) => {
    if (at === begin) average = total(line.slice(at + 1 - size, at + 1)) / size;
    else if (at > begin) average = alpha * one + (1 - alpha) * average;
    return average;
  });
}

/** Wilder's averages. */
export function wilderOf(line: Line, size: number): Line {
  return smoothedOf(line, size, 1 / size);
}

/** A division that is `flat` where there is nothing to divide by. */
export function ratio(part: number, whole: number, flat: number = 0): number {
  return whole === 0 ? flat : part / whole;
}
