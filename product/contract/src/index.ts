export { API_PREFIX } from './api.ts';
