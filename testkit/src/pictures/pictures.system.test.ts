import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { beforeAll, expect, test } from 'vitest';

import { describeTerminal, fedEnv, fedFiles } from '../browser/index.ts';
import { comparePixels } from './compare-pixels.ts';
import { movedBoxes, painterOf, pictureOf, readPinned } from './pinned.ts';
import { asWritten, decodePng } from './png.ts';
import { openScenes, sceneShares, scenes, setScene, takeScene } from './scenes.ts';

const LONG = 120_000;
/** A border of one pixel along a small panel is more than this. */
const PIXELS_MAX = 60;
const BYTES_MAX = 3_000_000;
const seen = join(tmpdir(), 'argosy-pictures');
const advice = 'where that is meant, npm run pictures -- --write pins them anew';

describeTerminal(
  'the terminal looks as it was pinned',
  (rig) => {
    beforeAll(async () => {
      const market = await setScene(rig());
      await market.end();
    });

    test.each(scenes)(
      '$name',
      async (scene) => {
        const pinned = readPinned();
        const { page, faults } = await openScenes(rig(), scene);
        const taken = await takeScene(rig(), page, scene);
        const moved = movedBoxes(pinned.boxes[scene.name] ?? [], taken.boxes);
        expect(moved.map((line) => `${line}; ${advice}`)).toEqual([]);
        faults.take();
        if (scene.isLive === true) return;
        const { chromium, letters } = await painterOf(page);
        if (chromium !== pinned.chromium || letters !== pinned.letters) {
          console.log(
            `${scene.name}: pinned by Chromium ${pinned.chromium} with letters ${pinned.letters}, here it is ${chromium} with ${letters}: landmarks were compared, pixels were not`,
          );
          return;
        }
        const { pixels, box } = comparePixels(
          decodePng(readFileSync(pictureOf(scene.name))),
          asWritten(decodePng(taken.png)),
        );
        if (pixels > PIXELS_MAX) {
          mkdirSync(seen, { recursive: true });
          writeFileSync(join(seen, `${scene.name}.png`), taken.png);
        }
        const where = `${JSON.stringify(box)} of ${join(seen, `${scene.name}.png`)} is otherwise`;
        expect(pixels > PIXELS_MAX ? `${pixels} pixels: ${where}; ${advice}` : '').toBe('');
      },
      LONG,
    );

    test('and what is pinned is small', () => {
      const bytes = scenes
        .filter(({ isLive }) => isLive !== true)
        .reduce((all, { name }) => all + statSync(pictureOf(name)).size, 0);
      expect(bytes).toBeLessThan(BYTES_MAX);
    });
  },
  fedEnv,
  fedFiles(sceneShares),
);
