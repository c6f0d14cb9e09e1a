import type { Definition } from '../base/definition.ts';
import { aberration } from './aberration.ts';
import { atr } from './atr.ts';
import { averageRange } from './average-range.ts';
import { bandWidth, percentB } from './band-position.ts';
import { bipowerVariation } from './bipower-variation.ts';
import { bollingerBands } from './bollinger-bands.ts';
import { chaikinVolatility } from './chaikin-volatility.ts';
import { donchianWidth, keltnerWidth } from './channel-width.ts';
import { choppiness } from './choppiness.ts';
import { downsideDeviation } from './downside-deviation.ts';
import { ewmaVolatility } from './ewma-volatility.ts';
import { garch } from './garch.ts';
import { garmanKlass } from './garman-klass.ts';
import { historicalVolatility } from './historical-volatility.ts';
import { massIndex } from './mass-index.ts';
import { medianRealised } from './median-realised.ts';
import { natr } from './natr.ts';
import { parkinson } from './parkinson.ts';
import { priceDistance } from './price-distance.ts';
import { realisedVolatility } from './realised-volatility.ts';
import { relativeVolatility } from './relative-volatility.ts';
import { rogersSatchell } from './rogers-satchell.ts';
import { thermometer } from './thermometer.ts';
import { trueRange } from './true-range.ts';
import { ulcerIndex } from './ulcer-index.ts';
import { volatilityRatio } from './volatility-ratio.ts';
import { yangZhang } from './yang-zhang.ts';

/** The members of this group, by name. */
export const volatilityIndicators: readonly Definition[] = [
  aberration,
  atr,
  averageRange,
  bandWidth,
  bipowerVariation,
  bollingerBands,
  chaikinVolatility,
  choppiness,
  donchianWidth,
  downsideDeviation,
  ewmaVolatility,
  garch,
  garmanKlass,
  historicalVolatility,
  keltnerWidth,
  massIndex,
  medianRealised,
  natr,
  parkinson,
  percentB,
  priceDistance,
  realisedVolatility,
  relativeVolatility,
  rogersSatchell,
  thermometer,
  trueRange,
  ulcerIndex,
  volatilityRatio,
  yangZhang,
];
