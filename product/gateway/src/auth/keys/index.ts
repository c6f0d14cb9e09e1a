export { KeyRing } from './key-ring.ts';
