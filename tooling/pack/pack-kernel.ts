import { execFileSync } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { field } from '../manifest.ts';
import { bundleRooms } from './bundle-rooms.ts';
import { toPublicManifest } from './public-manifest.ts';
import { rollDeclarations } from './roll-declarations.ts';

/** Where the trial happens: the repository, and an empty folder outside of it. */
export type Trial = { readonly root: string; readonly folder: string };

/** Builds the kernel from nothing, so that no file of an earlier build is packed. */
export function buildKernel({ root }: Trial): void {
  rmSync(join(root, 'kernel/dist'), { recursive: true, force: true });
  run(root, [join(root, 'node_modules/typescript/bin/tsc'), '-b', 'kernel']);
}

/** Packs the kernel with its public manifest, a file for each room, and returns the tarball's path. */
export async function packKernel(
  { root, folder }: Trial,
  rooms: readonly string[],
): Promise<string> {
  const kernel = join(root, 'kernel');
  const stage = join(folder, 'stage');
  for (const path of listPacked(kernel)) cpSync(join(kernel, path), join(stage, path));
  const manifest = readFileSync(join(kernel, 'package.json'), 'utf8');
  writeFileSync(join(stage, 'package.json'), toPublicManifest(manifest));
  await bundleRooms(stage, rooms);
  rollDeclarations(stage, rooms);
  npm(stage, ['pack', '--pack-destination', folder]);
  const [tarball] = globSync('argosy-*.tgz', { cwd: folder });
  if (tarball === undefined) throw new Error(`npm pack left no tarball in ${folder}`);
  return join(folder, tarball);
}

/** Installs the tarball in an empty consumer and returns the consumer's folder. */
export function installKernel({ folder }: Trial, tarball: string): string {
  const consumer = join(folder, 'consumer');
  mkdirSync(consumer);
  const manifest = { name: 'consumer', private: true, type: 'module' };
  writeFileSync(join(consumer, 'package.json'), JSON.stringify(manifest));
  npm(consumer, ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', tarball]);
  return consumer;
}

/** The size of the installed package in bytes. */
export function installedBytes(consumer: string): number {
  const sizes = globSync('node_modules/argosy/**', { cwd: consumer })
    .map((path) => statSync(join(consumer, path)))
    .map((entry) => (entry.isFile() ? entry.size : 0));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Runs Node with the given arguments and returns what it printed; throws with all of it. */
export function run(cwd: string, args: readonly string[]): string {
  return execute(cwd, process.execPath, args);
}

function listPacked(kernel: string): readonly string[] {
  const answer: unknown = JSON.parse(npm(kernel, ['pack', '--dry-run', '--json']));
  const files = Array.isArray(answer) ? field(answer[0], 'files') : undefined;
  if (!Array.isArray(files)) throw new Error('npm pack --json names no files');
  return files.map((file) => String(field(file, 'path')));
}

function npm(cwd: string, args: readonly string[]): string {
  const isWindows = process.platform === 'win32';
  return execute(cwd, isWindows ? 'npm.cmd' : 'npm', [...args, '--loglevel=error']);
}

function execute(cwd: string, command: string, args: readonly string[]): string {
  try {
    return execFileSync(command, [...args], { cwd, encoding: 'utf8', stdio: 'pipe' });
  } catch (cause) {
    const output = `${String(field(cause, 'stdout'))}\n${String(field(cause, 'stderr'))}`;
    throw new Error(`${command} ${args.join(' ')} failed\n${output}`, { cause });
  }
}
