export { ServerProcess, type ApiAnswer, type ApiRequest } from './server-process.ts';
