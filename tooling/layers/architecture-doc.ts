import type { Problem } from './problem.ts';

const path = 'docs/architecture.md';

/**
 * Compares `docs/architecture.md` with the rooms that exist. A room is documented twice there: by a
 * table row that begins with its path in backticks, and by a node of the mermaid picture.
 */
export function checkArchitecture(text: string, rooms: readonly string[]): readonly Problem[] {
  const documented = matches(text, /^\| `([a-z/-]+)`/gm);
  const drawn = matches(picture(text), /^\s*[\w-]+\[([a-z/-]+)\]/gm);
  const names = rooms.map((room) => room.split('/').at(-1) ?? room);
  return [
    ...missing(rooms, documented).map((room) => problem(`no table row for ${room}`)),
    ...missing(documented, rooms).map((room) => problem(`the table names ${room}: no such room`)),
    ...missing(names, drawn).map((name) => problem(`the picture lacks ${name}`)),
    ...missing(drawn, names).map((name) => problem(`the picture shows ${name}: no such room`)),
  ];
}

function picture(text: string): string {
  return /```mermaid\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}

function missing(wanted: readonly string[], present: readonly string[]): readonly string[] {
  return wanted.filter((it) => !present.includes(it));
}

function problem(message: string): Problem {
  return { path, line: 1, message };
}
