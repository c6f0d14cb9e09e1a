export type { CandleName, CandlePattern } from './candle-pattern.ts';
export {
  candles,
  type CandleDefinitions,
  type PenetratingName,
  type Penetration,
} from './group.ts';
