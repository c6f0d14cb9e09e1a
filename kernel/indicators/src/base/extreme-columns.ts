/** How a column is looked through: the highest (`sign` 1) or the lowest of so many rows, from a row on. */
export type ExtremeSearch = {
  readonly size: number;
  readonly sign: 1 | -1;
  readonly from: number;
};

/** Up to here a window whose extreme has left is looked through, which mostly is seldom: no longer than that. */
const LOOKED_THROUGH_MAX = 64;

type Wanted = ExtremeSearch & { readonly ofRows: boolean };

/** Fills a line with what an `ExtremeWindow` gives over a column: NaN where it is not full. */
export function fillExtremes(
  column: Float64Array,
  line: Float64Array,
  search: ExtremeSearch,
): void {
  fill(column, line, { ...search, ofRows: false });
}

/** Fills a line with the rows that the extremes stand in; NaN where the window is not full. */
export function fillExtremeRows(
  column: Float64Array,
  line: Float64Array,
  search: ExtremeSearch,
): void {
  fill(column, line, { ...search, ofRows: true });
}

function fill(column: Float64Array, line: Float64Array, wanted: Wanted): void {
  const { size, from } = wanted;
  if (size <= LOOKED_THROUGH_MAX) follow(column, line, wanted);
  else fillBlocks(column, line, wanted);
  line.fill(NaN, 0, Math.min(line.length, from + size - 1));
}

/** Keeps to an extreme until a greater one comes; as it leaves the window, that is looked through. */
function follow(
  column: Float64Array,
  line: Float64Array,
  { size, sign, from, ofRows }: Wanted,
): void {
  const { length } = column;
  let row = from + size - 1;
  while (row < length) {
    let at = row - size + 1;
    let extreme = (column[at] ?? NaN) * sign;
    for (let place = at + 1; place <= row; place += 1) {
      const signed = (column[place] ?? NaN) * sign;
      if (signed >= extreme) {
        extreme = signed;
        at = place;
      }
    }
    line[row] = ofRows ? at : extreme * sign;
    row += 1;
    for (; row < length && at > row - size; row += 1) {
      const signed = (column[row] ?? NaN) * sign;
      if (signed >= extreme) {
        extreme = signed;
        at = row;
      }
      line[row] = ofRows ? at : extreme * sign;
    }
  }
}

type Block = {
  readonly start: number;
  /** Of each place of the block before the extreme from there on, and its row; none is behind its last. */
  readonly left: Float64Array;
  readonly leftRows: Float64Array;
};

/** Block after block as long as the window: two comparisons a row, whatever its size. */
function fillBlocks(column: Float64Array, line: Float64Array, wanted: Wanted): void {
  const { size, from } = wanted;
  const room = Math.min(size, column.length) + 1;
  const left = new Float64Array(room).fill(-Infinity);
  const leftRows = new Float64Array(room);
  for (let start = from; start < column.length; start += size) {
    const block = { ...wanted, start, left, leftRows };
    fillBlock(column, line, block);
    if (start + size < column.length) noteBlock(column, block);
  }
}

/** The extremes at the rows of a block: the greater of what is so far in it and what is left of the one before. */
function fillBlock(
  column: Float64Array,
  line: Float64Array,
  { start, size, sign, ofRows, left, leftRows }: Wanted & Block,
): void {
  const end = Math.min(column.length, start + size);
  let front = -Infinity;
  let at = start;
  for (let row = start; row < end; row += 1) {
    const signed = (column[row] ?? NaN) * sign;
    if (signed >= front) {
      front = signed;
      at = row;
    }
    const place = row - start + 1;
    const before = left[place] ?? NaN;
    if (before > front) line[row] = ofRows ? (leftRows[place] ?? NaN) : before * sign;
    else line[row] = ofRows ? at : front * sign;
  }
}

function noteBlock(
  column: Float64Array,
  { start, size, sign, left, leftRows }: Wanted & Block,
): void {
  let extreme = -Infinity;
  let at = start;
  for (let place = size - 1; place > 0; place -= 1) {
    const signed = (column[start + place] ?? NaN) * sign;
    if (signed > extreme) {
      extreme = signed;
      at = start + place;
    }
    left[place] = extreme;
    leftRows[place] = at;
  }
}
