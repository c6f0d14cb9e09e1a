export { DEFAULT_PORT } from './defaults.ts';
