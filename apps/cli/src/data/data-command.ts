import { exitCodes, parseWords } from '../words.ts';
import { backfillSubcommand } from './backfill-subcommand.ts';
import { chargesSubcommand } from './charges-subcommand.ts';
import { misused, type DataSubcommand, type DataTerminal } from './data-subcommand.ts';
import { exportSubcommand } from './export-subcommand.ts';
import { generateSubcommand } from './generate-subcommand.ts';
import { importSubcommand } from './import-subcommand.ts';
import { instrumentsSubcommand } from './instruments-subcommand.ts';
import { compactSubcommand, retainSubcommand } from './keep-subcommands.ts';
import { listSubcommand } from './list-subcommand.ts';
import { resampleSubcommand } from './resample-subcommand.ts';
import { rollSubcommand } from './roll-subcommand.ts';
import { reportSubcommand } from './report-subcommand.ts';
import { rulesSubcommand } from './rules-subcommand.ts';
import { sampleSubcommand } from './sample-subcommand.ts';
import { searchSubcommand } from './search-subcommand.ts';
import { verifySubcommand } from './verify-subcommand.ts';

/** Every subcommand, in the order of the help. */
const subcommands: readonly DataSubcommand[] = [
  instrumentsSubcommand,
  searchSubcommand,
  chargesSubcommand,
  generateSubcommand,
  rulesSubcommand,
  importSubcommand,
  listSubcommand,
  exportSubcommand,
  resampleSubcommand,
  verifySubcommand,
  rollSubcommand,
  compactSubcommand,
  retainSubcommand,
  reportSubcommand,
  backfillSubcommand,
  sampleSubcommand,
];

/** Obeys `argosy data …`. */
export async function runDataCommand(
  words: readonly string[],
  terminal: DataTerminal,
): Promise<number> {
  const [first, ...rest] = words;
  const subcommand = subcommands.find(({ name }) => name === first);
  if (subcommand !== undefined) {
    if (!rest.some((word) => word === '--help' || word === '-h'))
      return subcommand.run(rest, terminal);
    terminal.say(subcommand.usage);
    return exitCodes.done;
  }
  const { values } = parseWords('data', words, { help: { type: 'boolean', short: 'h' } });
  const why = first === undefined ? 'what to do is missing' : `there is no '${first}'`;
  if (values.help !== true) throw misused(why, usage());
  terminal.say(usage());
  return exitCodes.done;
}

function usage(): string {
  const width = Math.max(...subcommands.map(({ name }) => name.length));
  const lines = subcommands.map(
    ({ name, help }) => `  argosy data ${name.padEnd(width)}   ${help}`,
  );
  return ['argosy data: instruments, market rules and history', '', ...lines].join('\n');
}
