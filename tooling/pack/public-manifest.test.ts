import { expect, test } from 'vitest';
import { toPublicManifest } from './public-manifest.ts';

test('drops the source condition and keeps the order of everything else', () => {
  const manifest = {
    name: 'argosy',
    exports: { './core': { source: './a.ts', types: './a.d.ts', default: './a.js' } },
    files: ['dist'],
  };
  expect(toPublicManifest(JSON.stringify(manifest))).toBe(
    `${JSON.stringify(
      {
        name: 'argosy',
        exports: { './core': { types: './a.d.ts', default: './a.js' } },
        files: ['dist'],
      },
      null,
      2,
    )}\n`,
  );
});
