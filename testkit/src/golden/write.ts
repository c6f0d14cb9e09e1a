/**
 * `npm run golden -- --write`: records the bytes of today's forms where they are not recorded yet.
 * Without `--write` it says what stands.
 */
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { goldenFolder, loadGoldenFiles, writeGoldenFiles } from './golden-files.ts';

const { values } = parseArgs({ options: { write: { type: 'boolean' } } });
if (values.write === true) {
  mkdirSync(goldenFolder, { recursive: true });
  for (const line of await writeGoldenFiles()) console.log(line);
} else {
  for (const { kind, version, names, bytes } of loadGoldenFiles()) {
    console.log(`${kind.name}.v${version}: ${names.length} samples, ${bytes.length} bytes`);
  }
}
