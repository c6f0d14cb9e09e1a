import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { FolderStore, HistoryStore, type PrecisionOf } from '@argosy/catalog/history';
import { parseYaml } from '@argosy/catalog/yaml';
import { nodeTermsOf } from '@argosy/server/parity';
import { readRunFile } from 'argosy/backtest';
import { ArgosyError } from 'argosy/core';
import type { Instrument } from 'argosy/domain';

import { exitCodes, parseWords, UsageError } from '../words.ts';
import { misused, type DataSubcommand } from './data-subcommand.ts';
import { HISTORY_FOLDER } from './history-words.ts';

const usage = `argosy data roll: turns a tape into history, under its own numbers

  argosy data roll DIR [--history DIR] [--run FILE] [--through-end]

  DIR            a tape; a record with DIR/tape and DIR/run.yaml in it; or what a node keeps
  --run FILE     a run file with the instruments of the tape: how fine their prices are; a node has noted them itself
  --through-end  the last segment too: only for a tape that nobody writes`;

/** `argosy data roll`. */
export const rollSubcommand: DataSubcommand = {
  name: 'roll',
  help: 'turns a tape into history, under its own numbers',
  usage,
  run: async (words, { say, signal }) => {
    const { values, positionals } = parseWords('data roll', words, {
      history: { type: 'string' },
      run: { type: 'string' },
      'through-end': { type: 'boolean' },
    });
    const [dir, ...more] = positionals;
    if (dir === undefined || more.length > 0) throw misused('expected one folder, DIR', usage);
    const folder = existsSync(join(dir, 'tape')) ? join(dir, 'tape') : dir;
    const precisionOf = precisionOfTape(dir, values.run);
    const throughEnd = values['through-end'] === true;
    const store = await FolderStore.open(values.history ?? HISTORY_FOLDER);
    const history = new HistoryStore({ store });
    try {
      const { rows, progress } = await history.roll({ folder, precisionOf, throughEnd, signal });
      say(`${rows} rows rolled, up to number ${progress.number} of tape ${progress.tape}`);
      for (const { from, upTo } of progress.gaps) {
        say(
          `the tape is left without ${from} to ${upTo ?? 'its end'}, as far as the journal has them not`,
        );
      }
    } catch (error) {
      if (error instanceof ArgosyError) throw new UsageError(error.message);
      throw error;
    } finally {
      await history.close();
    }
    return signal.aborted ? exitCodes.interrupted : exitCodes.done;
  },
};

/** How fine the instruments of a tape are: as a run file says it, else the node; without either only known series go on. */
function precisionOfTape(dir: string, run: string = join(dir, 'run.yaml')): PrecisionOf {
  const instruments = existsSync(run) ? instrumentsIn(run) : (nodeTermsOf(dir)?.instruments ?? []);
  const byId = new Map<string, { readonly price: number; readonly size: number }>();
  for (const { id, pricePrecision: price, sizePrecision: size } of instruments) {
    byId.set(id, { price, size });
  }
  return (instrument) => byId.get(instrument) ?? null;
}

function instrumentsIn(path: string): readonly Instrument[] {
  const read = readRunFile(parseYaml(readFileSync(path, 'utf8'), path).value);
  const run = read.ok ? read.value : read.partial;
  if (run === null) throw new UsageError(`${path}: not a run file`);
  return run.config.instruments;
}
