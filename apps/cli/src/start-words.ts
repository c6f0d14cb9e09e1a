import { runStart } from './start-command.ts';
import { usage } from './usage.ts';
import { exitCodes, parseWords, refuseMore, requireFolder } from './words.ts';

/** The words of `argosy start`. */
export async function start(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseWords('start', words, {
    help: { type: 'boolean', short: 'h' },
    config: { type: 'string' },
    headless: { type: 'boolean' },
  });
  const [base, { env, stdout: terminal }] = [process.cwd(), process];
  if (values.help === true) {
    terminal.write(`${usage}\n`);
    return exitCodes.done;
  }
  refuseMore('start', positionals);
  const { config = null, headless: isHeadless = false } = values;
  if (config !== null) requireFolder('config', config);
  return runStart({ config, isHeadless, base, env, terminal });
}
