/**
 * `npm run check`: format, lint, layers, types, unused. Two steps run at a time; what a step printed
 * is shown only where it failed. `--only lint,types` runs a selection.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

type Step = { readonly name: string; readonly command: readonly string[] };
type Outcome = { readonly isGreen: boolean; readonly seconds: number };

const root = join(import.meta.dirname, '..');
const bin = (tool: string): string => join(root, 'node_modules', tool);

// The longest first, so that two cores finish together.
const steps: readonly Step[] = [
  { name: 'types', command: [bin('typescript/bin/tsc'), '-b', '--pretty', 'false'] },
  { name: 'lint', command: [bin('oxlint/bin/oxlint'), '--format', 'unix'] },
  { name: 'unused', command: [bin('knip/bin/knip.js'), '--no-progress', '--no-config-hints'] },
  { name: 'layers', command: [join(root, 'tooling/check-layers.ts')] },
  { name: 'format', command: [bin('oxfmt/bin/oxfmt'), '--list-different'] },
];
const WORKERS = 2;

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const only = values.only?.split(',');
const queue = steps.filter((step) => only === undefined || only.includes(step.name));
const startedAt = performance.now();
const outcomes: Outcome[] = [];
await Promise.all(Array.from({ length: WORKERS }, () => drain()));
const seconds = (performance.now() - startedAt) / 1000;
const red = outcomes.filter((outcome) => !outcome.isGreen).length;
console.log(
  `check: ${red === 0 ? 'green' : `${red} of ${outcomes.length} red`}, ${seconds.toFixed(1)} s`,
);
if (only === undefined) remember(seconds);
process.exitCode = red === 0 ? 0 : 1;

async function drain(): Promise<void> {
  for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
    outcomes.push(await run(step));
  }
}

function run(step: Step): Promise<Outcome> {
  const begin = performance.now();
  const child = spawn(process.execPath, [...step.command], { cwd: root });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const took = (performance.now() - begin) / 1000;
      console.log(`${step.name.padEnd(8)} ${code === 0 ? 'ok ' : 'RED'} ${took.toFixed(1)} s`);
      if (code !== 0) console.log(Buffer.concat(output).toString().trimEnd());
      resolve({ isGreen: code === 0, seconds: took });
    });
  });
}

/** Leaves the duration for the score card, which does not run the check a second time. */
function remember(duration: number): void {
  const folder = join(root, 'node_modules/.cache');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'check-seconds.json'), `${duration.toFixed(1)}\n`);
}
