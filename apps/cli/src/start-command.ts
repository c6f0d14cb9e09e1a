import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { startServer } from '@argosy/server';

import type { Terminal } from './terminal.ts';

/** What `argosy start` is told. */
export type StartOptions = {
  /** The folder of the configuration; null for the one beside, where there is one. */
  readonly config: string | null;
  /** Whether it serves the API alone, without pages. */
  readonly isHeadless: boolean;
  readonly base: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
};

const CONFIG = 'config';
/** What runs all of `argosy`, whatever runs this. */
const suffix = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const file = fileURLToPath(new URL(`./main.${suffix}`, import.meta.url));

/** Runs Argosy until somebody ends it. */
export function runStart(options: StartOptions): Promise<number> {
  const { config, isHeadless, base, env, terminal } = options;
  const beside = join(base, CONFIG);
  const folder = config ?? (existsSync(beside) ? beside : null);
  const write = (text: string): void => void terminal.write(text);
  const command = [process.execPath, ...process.execArgv, file] as const;
  return startServer({ folder, command, isHeadless, base, env, write });
}
