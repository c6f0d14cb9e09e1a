import { positionOf } from '../layers/house.ts';
import { nameOf, type RoomPlan } from './templates.ts';

/** Adds the room to the table and to the picture of `docs/architecture.md`, in the house's order. */
export function addToArchitecture(text: string, plan: RoomPlan): string {
  const lines = text.split('\n');
  const row = `| \`${plan.path}\` | ${plan.description} |`;
  insertAfter(lines, row, lastRoomBefore(lines, /^\| `([a-z/-]+)`/, plan.path));
  const [wing = ''] = plan.path.split('/');
  const start = lines.findIndex((line) => line.trimStart().startsWith(`subgraph ${wing}`));
  const picture = lines.slice(start);
  const end = picture.findIndex((line) => line.trim() === 'end');
  insertAfter(lines, `    ${nameOf(plan)}[${nameOf(plan)}]`, start + Math.max(0, end - 1));
  return lines.join('\n');
}

/** Adds the project to the `references` of a tsconfig that lists one reference a line. */
export function addReference(text: string, plan: RoomPlan): string {
  const lines = text.split('\n');
  const after = lastRoomBefore(lines, /"path": "\.\/([a-z/-]+)"/, plan.path);
  insertAfter(lines, `    { "path": "./${plan.path}" },`, after);
  return lines.join('\n');
}

/** Adds the subpath of a kernel room to `exports`, the other rooms' entries left in their order. */
export function addExport(text: string, plan: RoomPlan): string {
  const name = nameOf(plan);
  const entry = [
    `    "./${name}": {`,
    `      "source": "./${name}/src/index.ts",`,
    `      "types": "./dist/${name}/src/index.d.ts",`,
    `      "default": "./dist/${name}/src/index.js"`,
    `    },`,
  ].join('\n');
  const lines = text.split('\n');
  const next = lines.findIndex((line) => {
    const room = /^ {4}"\.\/([a-z-]+)": \{$/.exec(line)?.[1];
    return room !== undefined && positionOf(`kernel/${room}`) > positionOf(plan.path);
  });
  if (next !== -1) insertAfter(lines, entry, next - 1);
  else addLast(lines, entry);
  return lines.join('\n');
}

/** The entry that was the last one gets a comma, the new one loses it. */
function addLast(lines: string[], entry: string): void {
  const from = lines.indexOf('  "exports": {');
  const end = lines.findIndex((line, place) => place > from && /^ {2}\},?$/.test(line));
  if (from < 0 || end < 0) throw new Error('no end found of the exports');
  lines[end - 1] = '    },';
  lines.splice(end, 0, entry.slice(0, -1));
}

function lastRoomBefore(lines: readonly string[], pattern: RegExp, path: string): number {
  return lines.findLastIndex((line) => {
    const room = pattern.exec(line)?.[1];
    return room !== undefined && isBefore(room, path);
  });
}

function isBefore(room: string, path: string): boolean {
  return room === 'kernel' || positionOf(room) <= positionOf(path);
}

function insertAfter(lines: string[], line: string, at: number): void {
  if (at < 0) throw new Error(`no place found for: ${line}`);
  lines.splice(at + 1, 0, line);
}
