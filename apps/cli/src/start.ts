import { runToEnd } from './run-to-end.ts';
import { start } from './start-words.ts';

// `npm start`: `argosy start` alone, which the build makes one file of.
await runToEnd(() => start(process.argv.slice(2)));
