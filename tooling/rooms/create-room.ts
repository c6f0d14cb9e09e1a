import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { roomOf } from '../layers/house.ts';
import { addExport, addReference, addToArchitecture } from './registrations.ts';
import { roomFiles, workspaceFiles, type RoomPlan } from './templates.ts';

/** Creates the room's first files and registers it; returns the paths written, in order. */
export function createRoom(root: string, plan: RoomPlan): readonly string[] {
  const room = roomOf(plan.path);
  if (room?.path !== plan.path || !['kernel', 'edges', 'product'].includes(room.wing)) {
    throw new Error(`"${plan.path}" is no room of the house: name it in tooling/layers/house.ts`);
  }
  if (existsSync(join(root, plan.path, 'src'))) throw new Error(`"${plan.path}" exists already`);

  const isKernel = room.wing === 'kernel';
  const files = isKernel ? roomFiles(plan) : new Map([...roomFiles(plan), ...workspaceFiles(plan)]);
  const written = [...files].map(([path, text]) => write(root, join(plan.path, path), text));
  const edits: readonly Edit[] = isKernel
    ? [['kernel/package.json', addExport]]
    : [
        ['tsconfig.json', addReference],
        ['tsconfig.tests.json', addReference],
      ];
  const edited = [...edits, ['docs/architecture.md', addToArchitecture] as const].map(
    ([path, edit]) => write(root, path, edit(readFileSync(join(root, path), 'utf8'), plan)),
  );
  return [...written, ...edited];
}

type Edit = readonly [path: string, edit: (text: string, plan: RoomPlan) => string];

function write(root: string, path: string, text: string): string {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  return path;
}
