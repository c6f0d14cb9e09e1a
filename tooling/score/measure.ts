import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findCycles } from '../layers/cycles.ts';
import { listRooms, loadWorkspaces } from '../layers/workspaces.ts';
import { keysOf, readJson } from '../manifest.ts';
import { loadSources, type SourceFile } from '../source-tree.ts';
import type { Figures } from './card.ts';
import { countLines, measureFile, type FileFigures } from './measure-file.ts';
import { percent, percentile, total } from './statistics.ts';

const LONG_FUNCTION_LINES = 70;

/** Measures the whole repository. The testkit is test code; benches and examples are neither. */
export function measure(root: string): Figures {
  const files = loadSources(root).filter(
    (file) => !/^(benches|examples)\/|\/bench\//.test(file.path),
  );
  const testCode = files.filter((file) => /\.test\.tsx?$|^testkit\//.test(file.path));
  const sources = files.filter((file) => !testCode.includes(file));
  const figures = sources.map(measureFile);
  return {
    ...sizes(figures),
    ...habits(figures),
    cycles: findCycles(files).length,
    ...proofs(sources, testCode),
    ...surroundings(root),
  };
}

function sizes(figures: readonly FileFigures[]): Figures {
  const lines = figures.map((figure) => figure.lines);
  const functions = figures.flatMap((figure) => figure.functionLines);
  const long = functions.filter((length) => length > LONG_FUNCTION_LINES).length;
  return {
    files: lines.length,
    lines: total(lines),
    fileMedian: percentile(lines, 0.5),
    fileP90: percentile(lines, 0.9),
    fileMax: percentile(lines, 1),
    functionP90: percentile(functions, 0.9),
    functionLong: round(functions.length === 0 ? 0 : percent(long, functions.length)),
  };
}

function habits(figures: readonly FileFigures[]): Figures {
  const sum = (pick: (figure: FileFigures) => number): number => total(figures.map(pick));
  const lines = Math.max(
    1,
    sum((figure) => figure.lines),
  );
  return {
    any: sum((figure) => figure.anyCount),
    casts: round((sum((figure) => figure.castCount) / lines) * 1000),
    nonNull: sum((figure) => figure.nonNullCount),
    defaultExports: sum((figure) => figure.defaultExports),
    comments: round((sum((figure) => figure.commentLines) / lines) * 100),
    documented: round(
      percent(
        sum((figure) => figure.documented),
        sum((figure) => figure.exported),
      ),
    ),
  };
}

function proofs(sources: readonly SourceFile[], testCode: readonly SourceFile[]): Figures {
  const lines = (files: readonly SourceFile[]): number =>
    total(files.map((file) => countLines(file.text)));
  const folders = new Set(sources.map((file) => dirname(file.path)));
  const tests = testCode.filter((file) => !file.path.startsWith('testkit/'));
  const beside = tests.filter((test) => folders.has(dirname(test.path))).length;
  return {
    testRatio: round(lines(testCode) / Math.max(1, lines(sources))),
    beside: round(percent(beside, tests.length)),
  };
}

function surroundings(root: string): Figures {
  const rooms = ['kernel', ...listRooms(root, loadWorkspaces(root))];
  const withReadme = rooms.filter((room) => existsSync(join(root, room, 'README.md'))).length;
  const seconds = join(root, 'node_modules/.cache/check-seconds.json');
  return {
    readmes: round(percent(withReadme, rooms.length)),
    kernelDeps: keysOf(readJson(join(root, 'kernel/package.json')), 'dependencies').length,
    ...(existsSync(seconds) ? { checkSeconds: Number(readFileSync(seconds, 'utf8')) } : {}),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
