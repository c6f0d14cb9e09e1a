const DIAGONAL_LEAST = 1e-9;
const EXACT = 1e-9;

/**
 * The lower triangular matrix that times its transpose is this one (A.-L. Cholesky), row by row: it turns
 * independent numbers into ones correlated so. Null where the matrix is none of correlations: not symmetric,
 * not 1 along its diagonal, or such that no numbers could be correlated so.
 */
export function lowerRoot(matrix: readonly (readonly number[])[]): Float64Array | null {
  const size = matrix.length;
  const at = (row: number, column: number): number => matrix[row]?.[column] ?? Number.NaN;
  const root = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    if (Math.abs(at(row, row) - 1) > EXACT) return null;
    for (let column = 0; column <= row; column += 1) {
      if (!(Math.abs(at(row, column) - at(column, row)) <= EXACT)) return null;
      const left = at(row, column) - innerProduct(root, size, row, column);
      if (row !== column) root[row * size + column] = left / (root[column * (size + 1)] ?? 1);
      else if (left < DIAGONAL_LEAST) return null;
      else root[row * size + column] = Math.sqrt(left);
    }
  }
  return root;
}

/** Of two rows, up to the second's diagonal. */
function innerProduct(root: Float64Array, size: number, row: number, column: number): number {
  let sum = 0;
  for (let inner = 0; inner < column; inner += 1) {
    sum += (root[row * size + inner] ?? 0) * (root[column * size + inner] ?? 0);
  }
  return sum;
}
