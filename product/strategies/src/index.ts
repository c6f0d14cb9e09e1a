export { EmaCross } from './ema-cross.ts';
export { EmaCrossBars } from './ema-cross-bars.ts';
