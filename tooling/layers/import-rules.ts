import { posix } from 'node:path';
import { isTestCode, type SourceFile } from '../source-tree.ts';
import { refuseImport, roomOf, type Room } from './house.ts';
import { importsOf, type ImportSite } from './imports.ts';
import type { Problem } from './problem.ts';
import type { Workspace } from './workspaces.ts';

/** Checks each import of each file against the order of the house and the packages' `exports`. */
export function checkImports(
  files: readonly SourceFile[],
  workspaces: readonly Workspace[],
): readonly Problem[] {
  return files.flatMap((file) => {
    const from = roomOf(file.path);
    if (from === undefined) {
      return [
        { path: file.path, line: 1, message: 'the house has no such room (layers/house.ts)' },
      ];
    }
    return importsOf(file).flatMap((site) => {
      const message = refuse({ file, from, workspaces }, site);
      return message === undefined ? [] : [{ path: file.path, line: site.line, message }];
    });
  });
}

type Importer = {
  readonly file: SourceFile;
  readonly from: Room;
  readonly workspaces: readonly Workspace[];
};

function refuse(importer: Importer, site: ImportSite): string | undefined {
  const { specifier } = site;
  if (specifier.startsWith('.')) return refuseRelative(importer, specifier);
  const workspace = importer.workspaces.find(
    ({ name }) => specifier === name || specifier.startsWith(`${name}/`),
  );
  if (workspace !== undefined) return refuseWorkspace(importer, workspace, specifier);
  const isKernel = importer.from.wing === 'kernel' && !isTestCode(importer.file.path);
  return isKernel && specifier !== '' ? `the kernel depends on nothing: "${specifier}"` : undefined;
}

function refuseRelative(importer: Importer, specifier: string): string | undefined {
  const target = posix.join(posix.dirname(importer.file.path), specifier);
  const to = roomOf(target);
  if (to?.path === importer.from.path) return undefined;
  return `"${specifier}" leaves the room: import the package by its name`;
}

function refuseWorkspace(
  importer: Importer,
  workspace: Workspace,
  specifier: string,
): string | undefined {
  const subpath = `.${specifier.slice(workspace.name.length)}`;
  const inner = workspace.folder === 'kernel' ? `kernel/${subpath.slice(2)}` : workspace.folder;
  const to = roomOf(inner);
  if (!workspace.subpaths.includes(subpath) || to === undefined) {
    return `"${specifier}" is not among the exports of ${workspace.name}`;
  }
  if (to.path === importer.from.path && !isTestCode(importer.file.path)) {
    return `"${specifier}" is this room itself: import the file`;
  }
  return refuseImport(importer.from, to, isTestCode(importer.file.path));
}
