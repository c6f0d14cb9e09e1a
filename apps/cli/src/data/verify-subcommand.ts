import { exitCodes, parseWords } from '../words.ts';
import { misused, type DataSubcommand } from './data-subcommand.ts';
import { withHistory } from './history-words.ts';

const usage = `argosy data verify: reads every file of history and names each that is damaged

  argosy data verify [--history DIR]`;

/** `argosy data verify`. */
export const verifySubcommand: DataSubcommand = {
  name: 'verify',
  help: 'reads every file of history and names each that is damaged',
  usage,
  run: async (words, { say }) => {
    const { values, positionals } = parseWords('data verify', words, {
      history: { type: 'string' },
    });
    if (positionals.length > 0) throw misused(`${positionals[0]} says nothing here`, usage);
    return withHistory(values.history, async (history) => {
      const { series, files, rows, bytes, problems } = await history.verify();
      for (const { file, problem } of problems) say(`${file}: ${problem}`);
      const found = problems.length === 0 ? 'all whole' : `${problems.length} not whole`;
      say(
        `${series} series, ${files} files, ${rows} rows, ${(bytes / 1e6).toFixed(2)} MB: ${found}`,
      );
      return problems.length === 0 ? exitCodes.done : exitCodes.bad;
    });
  },
};
