export { columnsOf, expectLines } from './expect-lines.ts';
export {
  ago,
  deviationOf,
  each,
  gained,
  highestOf,
  lowestOf,
  meanOf,
  ratio,
  smoothedOf,
  sumOf,
  total,
  weightedOf,
  wilderOf,
  windows,
  type Line,
} from './line.ts';
export { unitedStates } from './united-states.ts';
export { aWalk, type Bars } from './walk.ts';
