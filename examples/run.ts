// Runs the examples named on the command line, or all of them, and prints their figures.
import { examples, linesOf } from './all.ts';

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(examples, name));
if (unknown.length > 0) {
  throw new Error(
    `no example ${unknown.join(', ')}; there are ${Object.keys(examples).join(', ')}`,
  );
}
for (const [name, run] of Object.entries(examples)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const line of linesOf(run())) process.stdout.write(`${name}: ${line}\n`);
}
