import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { ColumnBatch } from './column-batch.ts';
import { Duck, loadApi, sqlText } from './duck.ts';

const options = { memoryMb: 256, threads: 1, scratch: join(tmpdir(), 'duck-test') };

describe('DuckDB', () => {
  test('is told to be missing with what to install, where its binary cannot be loaded', async () => {
    const load = () => Promise.reject(new Error('Cannot find module\nmore'));
    const wanted = `@duckdb/node-bindings-${process.platform}-${process.arch}`;
    await expect(loadApi(load)).rejects.toThrow(
      `history needs DuckDB, whose binary for this machine is not installed: run npm ci on this machine with optional packages (${wanted} is wanted): Cannot find module`,
    );
  });

  test('gives a staged batch back in its order, over more rows than a chunk has', async () => {
    const duck = await Duck.open(options);
    const rows = 5000;
    const numbers = Float64Array.from({ length: rows }, (_, at) => rows - at);
    const texts = Array.from({ length: rows }, (_, at) => (at % 7 === 0 ? null : `it's ${at}`));
    const columns = new Map<string, Float64Array | (string | null)[]>([
      ['n', numbers],
      ['t', texts],
    ]);
    await duck.stage('some_rows', new ColumnBatch(columns));
    const found: unknown[][] = [];
    for await (const chunk of duck.query('SELECT n, t FROM some_rows')) {
      for (let row = 0; row < chunk.rowCount; row += 1) {
        found.push([0, 1].map((at) => chunk.getColumnVector(at).getItem(row)));
      }
    }
    duck.close();
    expect(found).toEqual(Array.from(numbers, (number, at) => [number, texts[at]]));
  });

  test('says which statement it could not do', async () => {
    const duck = await Duck.open(options);
    await expect(duck.run('SELECT nonsense')).rejects.toThrow('DuckDB could not do');
    await expect(duck.rows('SELECT nonsense')).rejects.toMatchObject({
      details: { sql: 'SELECT nonsense' },
    });
    duck.close();
  });

  test('takes a text as a text, whatever stands in it', async () => {
    const duck = await Duck.open(options);
    const hostile = "'; DROP TABLE x; --";
    expect(await duck.rows(`SELECT ${sqlText(hostile)}`)).toEqual([[hostile]]);
    duck.close();
  });
});
