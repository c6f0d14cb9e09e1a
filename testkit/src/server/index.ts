export { ServerProcess, startFlags, type ApiAnswer, type ApiRequest } from './server-process.ts';
