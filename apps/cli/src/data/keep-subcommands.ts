import type { HistoryKind } from '@argosy/catalog/history';

import { exitCodes, parseWords, UsageError } from '../words.ts';
import type { DataSubcommand } from './data-subcommand.ts';
import { historyKindOf, withHistory } from './history-words.ts';

const compactUsage = `argosy data compact: puts small files of history together, and removes what nobody names

  argosy data compact [--history DIR]`;

const retainUsage = `argosy data retain: drops days of history by kind

  argosy data retain --keep quote=30 --keep book=7 [--history DIR]   days; other kinds stay`;

const nowMicros = (): number => Date.now() * 1000;

/** `argosy data compact`. */
export const compactSubcommand: DataSubcommand = {
  name: 'compact',
  help: 'puts small files of history together',
  usage: compactUsage,
  run: async (words, { say, signal }) => {
    const { values, positionals } = parseWords('data compact', words, {
      history: { type: 'string' },
    });
    if (positionals.length > 0) throw new UsageError(compactUsage);
    return withHistory(values.history, async (history) => {
      const { merged, written, removed } = await history.compact({ now: nowMicros(), signal });
      say(`${merged} files became ${written}; ${removed} that nobody names are gone`);
      return signal.aborted ? exitCodes.interrupted : exitCodes.done;
    });
  },
};

/** `argosy data retain`. */
export const retainSubcommand: DataSubcommand = {
  name: 'retain',
  help: 'drops days of history by kind',
  usage: retainUsage,
  run: async (words, { say, signal }) => {
    const { values, positionals } = parseWords('data retain', words, {
      history: { type: 'string' },
      keep: { type: 'string', multiple: true },
    });
    const { keep = [] } = values;
    if (positionals.length > 0 || keep.length === 0) throw new UsageError(retainUsage);
    const days = Object.fromEntries(keep.map(ruleOf));
    return withHistory(values.history, async (history) => {
      const { rows, series } = await history.retain({ now: nowMicros(), days, signal });
      say(`${rows} rows of ${series} series dropped`);
      return signal.aborted ? exitCodes.interrupted : exitCodes.done;
    });
  },
};

function ruleOf(text: string): readonly [HistoryKind, number] {
  const [, name = '', digits = ''] = /^([a-z]+)=(\d{1,6})$/u.exec(text) ?? [];
  const kind = historyKindOf(name);
  if (kind === null) throw new UsageError(`--keep ${text}: expected a kind and its days, quote=30`);
  return [kind, Number(digits)];
}
