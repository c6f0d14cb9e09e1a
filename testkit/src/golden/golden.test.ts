import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { goldenEvents } from './golden-events.ts';
import {
  goldenFolder,
  linesOf,
  loadGoldenFiles,
  orderOf,
  writeGoldenFiles,
} from './golden-files.ts';
import { goldenInputs } from './golden-inputs.ts';
import { goldenKinds } from './golden-kinds.ts';
import { words } from './words.ts';

const files = loadGoldenFiles();
const isOfToday = ({ kind, version }: (typeof files)[number]): boolean => kind.version === version;

describe.each(files.map((file) => ({ name: `${file.kind.name}.v${file.version}`, file })))(
  '$name',
  ({ file }) => {
    const { kind, bytes, names, lines } = file;

    it.runIf(isOfToday(file) || !kind.isDispensable)('is read to what it was', () => {
      expect(linesOf(kind, bytes, names)).toEqual(lines);
    });

    it.runIf(isOfToday(file))('is what is written today, byte for byte', async () => {
      const written = await kind.write(names, bytes);
      expect(Buffer.compare(written, bytes)).toBe(0);
    });

    it.runIf(kind.isDispensable && !isOfToday(file))('is passed over, not misread', () => {
      expect(() => kind.read(bytes, names)).toThrow(/of version|no whole snapshot/u);
    });
  },
);

it.each(goldenKinds)(
  '$name of version $version is recorded, with every sample there is',
  (kind) => {
    const file = files.find((one) => one.kind === kind && isOfToday(one)) ?? null;
    // Where this fails: npm run golden -- --write
    expect(file?.names ?? []).toEqual(orderOf(kind, file));
  },
);

/** Every text in a value under the name it has there. */
function textsIn(value: unknown, found = new Map<string, Set<string>>(), under = '') {
  if (typeof value === 'string') found.set(under, (found.get(under) ?? new Set()).add(value));
  else if (Array.isArray(value)) for (const one of value) textsIn(one, found, under);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, one] of Object.entries(value)) textsIn(one, found, name);
  }
  return found;
}

const inBoth = ['side', 'product', 'tif', 'release', 'contingency', 'liquidity', 'limit'] as const;

describe('every word that stands as a number in the bytes is in a sample', () => {
  const inputs = textsIn(goldenInputs);
  const events = textsIn(goldenEvents);

  it.each([
    ...inBoth.flatMap((word) => [[word, inputs, word] as const, [word, events, word] as const]),
    ['orderType', inputs, 'type'],
    ['orderType', events, 'type'],
    ['trail', inputs, 'by'],
    ['trail', events, 'by'],
    ['triggerSource', inputs, 'triggerBy'],
    ['triggerSource', events, 'triggerBy'],
    ['doubt', inputs, 'request'],
    ['doubt', events, 'request'],
    ['accountStatus', inputs, 'status'],
    ['accountStatus', events, 'status'],
    ['tradingState', inputs, 'state'],
    ['tradingState', events, 'state'],
    ['marketPhase', inputs, 'state'],
    ['loanChange', inputs, 'change'],
    ['reservationPurpose', inputs, 'purpose'],
    ['fillFlag', events, 'flags'],
    ['equityPoint', events, 'point'],
    ['purpose', events, 'purpose'],
    ['holdChange', events, 'change'],
    ['reservationChange', events, 'change'],
    ['reservationPurpose', events, 'purpose'],
    ['anomaly', events, 'type'],
    ['executionOutcome', events, 'outcome'],
    ['deadlinePolicy', events, 'atEnd'],
    ['deadlinePolicy', inputs, 'atEnd'],
  ] as const)('%s', (word, found, under) => {
    expect([...(found.get(under) ?? [])]).toEqual(
      expect.arrayContaining(Object.values(words[word])),
    );
  });
});

describe('the command that records', () => {
  let folder = '';
  const path = (): string => join(folder, 'input.v1.bin');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'argosy-golden-'));
    cpSync(goldenFolder, folder, { recursive: true });
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('leaves alone what stands', async () => {
    expect(await writeGoldenFiles(folder)).toEqual(
      goldenKinds.map(({ name, version }) => `${name}.v${version}: stands`),
    );
  });

  it('adds what is new behind it', async () => {
    const list = path().replace('.bin', '.jsonl');
    const [bytes, lines] = [readFileSync(path()), readFileSync(list, 'utf8')];
    const [first = ''] = lines.split('\n');
    writeFileSync(list, `${first}\n`);
    writeFileSync(path(), bytes.subarray(0, 1 + bytes.readUInt8(0)));
    expect(await writeGoldenFiles(folder)).toContain(
      `input.v1: ${goldenInputs.length - 1} of ${goldenInputs.length} samples are new`,
    );
    expect([readFileSync(path()), readFileSync(list, 'utf8')]).toEqual([bytes, lines]);
  });

  it('refuses to change a version that stands', async () => {
    const bytes = readFileSync(path());
    bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20);
    writeFileSync(path(), bytes);
    await expect(writeGoldenFiles(folder)).rejects.toThrow(/input\.v1 stands.*raise the version/u);
    expect(readFileSync(path())).toEqual(bytes);
  });
});
