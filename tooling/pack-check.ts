/**
 * `npm run pack-check`: packs the kernel, installs the tarball in an empty folder and looks at it as
 * a stranger would: types, what the examples print, import time, size, publint, arethetypeswrong.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { kernelExportFaults, loadWorkspaces } from './layers/workspaces.ts';
import {
  copyExamples,
  importAll,
  strangeFigures,
  timeImport,
  typeCheckConsumer,
} from './pack/consumer.ts';
import { danglingMaps } from './pack/dangling-maps.ts';
import { lintManifest, lintTypes } from './pack/lint-package.ts';
import {
  buildKernel,
  installedBytes,
  installKernel,
  packKernel,
  type Trial,
} from './pack/pack-kernel.ts';

const INSTALLED_BYTES_MAX = 2_000_000;
const IMPORT_MS_MAX = 40;

const root = join(import.meta.dirname, '..');
const trial: Trial = { root, folder: mkdtempSync(join(tmpdir(), 'argosy-pack-')) };
try {
  await checkPack();
} catch (error) {
  report('pack', false, error instanceof Error ? error.message : String(error));
} finally {
  rmSync(trial.folder, { recursive: true });
}

async function checkPack(): Promise<void> {
  const kernel = loadWorkspaces(root).find((workspace) => workspace.folder === 'kernel');
  if (kernel === undefined) throw new Error('kernel/package.json is missing');
  const faults = kernelExportFaults(root, kernel);
  if (faults.length > 0) throw new Error(faults.join('\n'));

  const rooms = kernel.subpaths.map((subpath) => subpath.slice(2));
  buildKernel(trial);
  const tarball = await packKernel(trial, rooms);
  const consumer = installKernel(trial, tarball);
  report('install', true, 'in an empty folder, offline');

  copyExamples(root, consumer);
  typeCheckConsumer(root, consumer, rooms);
  report('types', true, `${rooms.length} rooms and the examples, strict, skipLibCheck false`);

  importAll(consumer, rooms);
  const strange = strangeFigures(consumer);
  report('run', strange.length === 0, strange.join('\n') || 'examples print what is written down');

  const { medianMs, fastestMs } = timeImport(consumer, 'engine');
  const load = `load ${(loadavg()[0] ?? 0).toFixed(1)}`;
  const times = `median ${medianMs.toFixed(1)} ms, fastest ${fastestMs.toFixed(1)} ms, ${load}`;
  report('import', medianMs <= IMPORT_MS_MAX, `argosy/engine cold: ${times}`);

  const bytes = installedBytes(consumer);
  report('size', bytes <= INSTALLED_BYTES_MAX, `${(bytes / 1000).toFixed(0)} kB installed`);

  const dangling = danglingMaps(join(consumer, 'node_modules/argosy'));
  report('maps', dangling.length === 0, dangling.join('\n') || 'none points to what is not packed');

  const advice = await lintManifest(join(consumer, 'node_modules/argosy'));
  report('publint', advice.length === 0, advice.join('\n') || 'clean');
  const wrongTypes = await lintTypes(tarball);
  report('attw', wrongTypes.length === 0, wrongTypes.join('\n') || 'clean');
}

function report(step: string, isGreen: boolean, detail: string): void {
  console.log(`${step.padEnd(8)} ${isGreen ? 'ok ' : 'RED'} ${detail}`);
  if (!isGreen) process.exitCode = 1;
}
