export { BollingerBounce } from './bollinger-bounce.ts';
export { EmaCross } from './ema-cross.ts';
export { EmaCrossBars } from './ema-cross-bars.ts';
export { RsiBreakout } from './rsi-breakout.ts';
