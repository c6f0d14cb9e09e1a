/**
 * `npm run build`: compiles the rooms, then bundles the server and builds the terminal where what they are made of has changed.
 * `--only terminal` leaves the rooms out; `--out FOLDER` builds the terminal there, changed or not. `--server FOLDER` only
 * bundles the server there, of the sources: tests run it.
 * Plain JavaScript, as every `npm start` runs it: taking the types out of a file costs a tenth of a second.
 */
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isBundled } from './server/inputs.mjs';
import { isFresh, stampOf } from './terminal/stamp.mjs';

const root = join(import.meta.dirname, '..');
const text = /** @type {const} */ ({ type: 'string' });
const { values } = parseArgs({ options: { only: text, out: text, server: text } });
const isTerminalOnly = values.only === 'terminal' || values.out !== undefined;
if (values.server !== undefined) {
  await bundleServer(resolve(values.server), 'src');
  process.exit();
}

// The stamp is taken while the compiler looks for what has changed.
const compiled = isTerminalOnly ? Promise.resolve(0) : compile();
const out = values.out === undefined ? join(root, 'apps/terminal/dist') : resolve(values.out);
const stamp = stampOf(root);
const isDone = values.out === undefined && isFresh(out, stamp);
process.exitCode = await compiled;
if (process.exitCode === 0) {
  if (!isTerminalOnly) await bundleServer(join(root, 'apps/cli/dist/server'), 'dist');
  if (!isDone) await buildTerminal();
}

/** @returns {Promise<number>} */
function compile() {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const child = spawn(process.execPath, [tsc, '-b'], { cwd: root, stdio: 'inherit' });
  return new Promise((done) => {
    child.on('close', (code) => done(code ?? 1));
  });
}

/**
 * @param {string} place
 * @param {'dist' | 'src'} of
 */
async function bundleServer(place, of) {
  if (isBundled(place)) return;
  const server = await import('./server/bundle-server.ts');
  await server.bundleServer({ root, out: place, of });
}

async function buildTerminal() {
  // Set by whoever runs tests or develops: what is served is never a build for developing.
  process.env['NODE_ENV'] = 'production';
  const terminal = await import('./terminal/build-terminal.ts');
  await terminal.buildTerminal({ root, out, stamp, write: console.log });
}
