import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { field, readJson } from '../manifest.ts';

/** A file of a build, and what it weighs on the line: bytes, compressed with gzip. */
export type FileSize = { readonly file: string; readonly gzip: number };

/** What a browser loads: at once, and once it needs it. */
export type BuildSizes = {
  /** Scripts that the page imports before anything is shown. */
  readonly first: readonly FileSize[];
  /** Scripts that are loaded later, each by itself. */
  readonly lazy: readonly FileSize[];
  readonly styles: readonly FileSize[];
};

const KILO = 1_000;
const FIRST_KILOBYTES = 250;
const LAZY_KILOBYTES = 80;
const MANIFEST = '.vite/manifest.json';

/** Weighs a build by the manifest that Vite has left in it. */
export function measureBuild(folder: string): BuildSizes {
  const atOnce = loadedAtOnce(readJson(join(folder, MANIFEST)));
  const sizeOf = (file: string): FileSize => ({
    file,
    gzip: gzipSync(readFileSync(join(folder, file)), { level: 9 }).length,
  });
  const files = globSync('**/*.{js,css}', { cwd: folder })
    .map((file) => file.split(sep).join('/'))
    .toSorted();
  const scripts = files.filter((file) => file.endsWith('.js'));
  return {
    first: scripts.filter((file) => atOnce.has(file)).map(sizeOf),
    lazy: scripts.filter((file) => !atOnce.has(file)).map(sizeOf),
    styles: files.filter((file) => file.endsWith('.css')).map(sizeOf),
  };
}

/** What is heavier than people should wait for; nothing where all is well. */
export function overBudget(sizes: BuildSizes): readonly string[] {
  const first = totalOf(sizes.first);
  const late = sizes.lazy.filter(({ gzip }) => gzip > LAZY_KILOBYTES * KILO);
  return [
    ...(first > FIRST_KILOBYTES * KILO
      ? [`the first page loads ${kilo(first)} KB of scripts, ${FIRST_KILOBYTES} at most`]
      : []),
    ...late.map(({ file, gzip }) => `${file} has ${kilo(gzip)} KB, ${LAZY_KILOBYTES} at most`),
  ];
}

/** The sizes in one line for people. */
export function formatSizes({ first, lazy, styles }: BuildSizes): string {
  const largest = lazy.reduce((most, { gzip }) => Math.max(most, gzip), 0);
  const later = `${lazy.length} later, the largest ${kilo(largest)} of ${LAZY_KILOBYTES} KB`;
  return [
    `scripts of the first page ${kilo(totalOf(first))} of ${FIRST_KILOBYTES} KB`,
    ...(lazy.length === 0 ? [] : [later]),
    `styles ${kilo(totalOf(styles))} KB (gzip)`,
  ].join(', ');
}

/** Files of the pages' scripts with all that they import without waiting. */
function loadedAtOnce(manifest: unknown): ReadonlySet<string> {
  const chunks = new Map<string, unknown>(
    typeof manifest === 'object' && manifest !== null ? Object.entries(manifest) : [],
  );
  const waiting = [...chunks.keys()].filter((key) => field(chunks.get(key), 'isEntry') === true);
  const seen = new Set<string>();
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (seen.has(key)) continue;
    seen.add(key);
    const imports = field(chunks.get(key), 'imports');
    if (Array.isArray(imports)) waiting.push(...imports.map(String));
  }
  return new Set([...seen].map((key) => String(field(chunks.get(key), 'file'))));
}

function totalOf(files: readonly FileSize[]): number {
  return files.reduce((sum, { gzip }) => sum + gzip, 0);
}

function kilo(bytes: number): string {
  return (bytes / KILO).toFixed(1);
}
