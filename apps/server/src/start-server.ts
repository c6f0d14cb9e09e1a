import { fileURLToPath } from 'node:url';

import { mistakeLine, readConfig } from './config/index.ts';
import { nameFullDisk } from './name-full-disk.ts';
import { Node } from './node.ts';
import type { ArgosyCommand } from './threads/thread-messages.ts';

/** Where a server is started from. */
export type StartPlace = {
  /** The folder of the configuration's files; null for none. */
  readonly folder: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly base: string;
  /** What runs `argosy`: backtests are processes of their own. */
  readonly command: ArgosyCommand;
  /** Whether it serves the API alone, without pages. */
  readonly isHeadless: boolean;
  readonly write: (text: string) => void;
};

/** Where `npm run build` leaves the terminal: a room beside this one. */
const terminal = fileURLToPath(new URL('../../terminal/dist/', import.meta.url));

/** How a start came to its end: what the process ends with. */
const exitCodes = { done: 0, failed: 1, mistaken: 2 } as const;

/**
 * Runs a node until somebody ends it: the first signal ends it in order, the second at once. Answers with the code
 * that the process should end with.
 */
export async function startServer({
  write,
  command,
  isHeadless,
  ...place
}: StartPlace): Promise<number> {
  const read = readConfig(place);
  if (!read.ok) {
    for (const mistake of read.mistakes) write(`${mistakeLine(mistake)}\n`);
    return exitCodes.mistaken;
  }
  const from = performance.now();
  const fatal = Promise.withResolvers<number>();
  const node = await Node.start({
    ...read.value,
    command,
    isHeadless,
    terminal: isHeadless ? null : terminal,
    write,
    onFatal: (error) => {
      write(`argosy: ends, so that nothing is lost: ${reasonOf(error)}\n`);
      fatal.resolve(exitCodes.failed);
    },
  }).catch((error: unknown) => {
    throw nameFullDisk(error, read.value.config.node.data);
  });
  const seconds = ((performance.now() - from) / 1_000).toFixed(1);
  const { address = 'nowhere', firstRun = null } = node.reached ?? {};
  const link =
    firstRun === null ? '' : `Make its owner, with this link, within an hour: ${firstRun}\n`;
  write(`Argosy is ready at ${address} after ${seconds} s; Ctrl-C ends it\n${link}`);
  const code = await Promise.race([fatal.promise, asked()]);
  if (code === exitCodes.done) await node.stop();
  return code;
}

/** The first signal to end; the second one ends the process by itself. */
function asked(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => resolve(exitCodes.done));
  }
  return promise;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
