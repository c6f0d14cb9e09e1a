import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { closeCodes, streamErrors, streamProtocols } from '@argosy/contract/stream';
import { expect, test } from 'vitest';

const page = readFileSync(join(import.meta.dirname, '../../../../docs/stream.md'), 'utf8');

test('the page of the stream has every code, reason and subprotocol', () => {
  const closes = Object.entries(closeCodes).map(([name, { code }]) => `| ${code} | \`${name}\``);
  const errors = Object.keys(streamErrors).map((code) => `| \`${code}\` |`);
  const lacking = [...closes, ...errors, ...Object.values(streamProtocols)].filter(
    (text) => !page.includes(text),
  );
  expect(lacking).toEqual([]);
});
