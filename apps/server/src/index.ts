export { startServer, type StartPlace } from './start-server.ts';
