import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { build, type Plugin } from 'vite';
import { compressFolder } from './compress-folder.ts';
import { madeOf, isFresh, stampFile } from './stamp.mjs';
import { formatSizes, measureBuild, overBudget } from './sizes.ts';

/** What is built, and where to. */
export type TerminalBuild = {
  readonly root: string;
  readonly out: string;
  /** What it is built from; see stamp.mjs. */
  readonly stamp: string;
  readonly write: (text: string) => void;
};

/** Builds the terminal beside its place and moves it there once it is whole: nobody is served half of it. */
export async function buildTerminal({ root, out, stamp, write }: TerminalBuild): Promise<void> {
  const from = performance.now();
  const next = `${out}-${process.pid}`;
  try {
    await build({
      root: join(root, 'apps/terminal'),
      logLevel: 'warn',
      plugins: [refuseUnstamped(root)],
      build: {
        outDir: next,
        emptyOutDir: true,
        manifest: true,
        sourcemap: false,
        reportCompressedSize: false,
        // What is too large is told by the budgets, compressed as it travels.
        chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
      },
    });
    await compressFolder(next);
    writeFileSync(stampFile(next), stamp);
    takePlace(next, { out, stamp });
  } finally {
    rmSync(next, { recursive: true, force: true });
  }
  const sizes = measureBuild(out);
  const seconds = ((performance.now() - from) / 1_000).toFixed(1);
  write(`terminal: built in ${seconds} s, ${formatSizes(sizes)}`);
  for (const mistake of overBudget(sizes)) write(`terminal: over budget: ${mistake}`);
}

/** A module that the stamp does not know of could change without a new build. */
function refuseUnstamped(root: string): Plugin {
  return {
    name: 'argosy:stamped',
    apply: 'build',
    buildEnd() {
      for (const id of this.getModuleIds()) {
        const path = relative(root, id).split(sep).join('/');
        const isOurs = !id.startsWith('\0') && !path.startsWith('..') && !isPackage(path);
        if (isOurs && !madeOf.some((known) => path === known || path.startsWith(`${known}/`))) {
          this.error(`${path} is in the terminal, but not in tooling/terminal/stamp.mjs`);
        }
      }
    },
  };
}

function isPackage(path: string): boolean {
  return /(?:^|\/)node_modules\//u.test(path);
}

function takePlace(
  next: string,
  { out, stamp }: { readonly out: string; readonly stamp: string },
): void {
  // Somebody else may have built the same meanwhile, and be served from it.
  if (isFresh(out, stamp)) return;
  const old = `${next}-old`;
  mkdirSync(out, { recursive: true });
  renameSync(out, old);
  renameSync(next, out);
  rmSync(old, { recursive: true, force: true });
}
