export { EmaCross } from './ema-cross.ts';
