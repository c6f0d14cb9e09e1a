import { existsSync, globSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { field, keysOf, readJson } from '../manifest.ts';

/** One package of the repository: its name, its folder and the subpaths that its `exports` allow. */
export type Workspace = {
  readonly name: string;
  readonly folder: string;
  readonly subpaths: readonly string[];
};

const manifests = [
  'kernel/package.json',
  'edges/*/package.json',
  'edges/adapters/*/package.json',
  'product/*/package.json',
  'apps/*/package.json',
  'testkit/package.json',
];

/** Reads the manifests of all workspaces that exist. */
export function loadWorkspaces(root: string): readonly Workspace[] {
  return globSync(manifests, { cwd: root })
    .toSorted()
    .map((path) => {
      const manifest = readJson(join(root, path));
      return {
        name: String(field(manifest, 'name')),
        folder: dirname(path).split(sep).join('/'),
        subpaths: keysOf(manifest, 'exports'),
      };
    });
}

/** The rooms that exist: folders of the kernel with code in them, and every other workspace. */
export function listRooms(root: string, workspaces: readonly Workspace[]): readonly string[] {
  const kernel = globSync('kernel/*/src/index.ts', { cwd: root })
    .map((path) => path.split(sep).slice(0, 2).join('/'))
    .toSorted();
  const others = workspaces.map((workspace) => workspace.folder).filter((it) => it !== 'kernel');
  return [...kernel, ...others];
}

/** Rooms of the kernel whose `exports` entry and code do not match each other. */
export function kernelExportFaults(root: string, kernel: Workspace): readonly string[] {
  const exported = kernel.subpaths.map((subpath) => subpath.replace('./', ''));
  const withoutCode = exported.filter((it) => !existsSync(join(root, `kernel/${it}/src/index.ts`)));
  const withoutExport = globSync('kernel/*/src/index.ts', { cwd: root })
    .map((path) => path.split(sep)[1] ?? '')
    .filter((room) => !exported.includes(room));
  return [
    ...withoutCode.map((room) => `exports "./${room}", but kernel/${room}/src/index.ts is missing`),
    ...withoutExport.map((room) => `kernel/${room} has no entry in exports`),
  ];
}
