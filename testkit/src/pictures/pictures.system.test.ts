import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';

import { describeTerminal, fedEnv, fedFiles, type TerminalRig } from '../browser/index.ts';
import { comparePixels } from './compare-pixels.ts';
import { movedBoxes, painterOf, pictureOf, readPinned } from './pinned.ts';
import { asWritten, decodePng } from './png.ts';
import { openScenes, sceneShares, scenes, setScene, takeScene, type Scene } from './scenes.ts';

const LONG = 180_000;
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

    // Each login and each page that opens counts at the server: scenes of one kind share theirs.
    test.each([...Map.groupBy(scenes, kindOf)])(
      '%s',
      async (_, some) => {
        const [first] = some;
        if (first === undefined) return;
        const { page, faults } = await openScenes(rig(), first);
        const wrong: string[] = [];
        for (const scene of some) wrong.push(...(await differencesOf(rig(), page, scene)));
        faults.take();
        expect(wrong.map((line) => `${line}; ${advice}`)).toEqual([]);
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

function kindOf({ size, hasAllPanels = false }: Scene): string {
  return `${size.width} wide${hasAllPanels ? ', every panel' : ''}`;
}

/** What of a scene is not as it was pinned. */
async function differencesOf(
  rig: TerminalRig,
  page: Page,
  scene: Scene,
): Promise<readonly string[]> {
  const pinned = readPinned();
  const taken = await takeScene(rig, page, scene);
  const moved = movedBoxes(pinned.boxes[scene.name] ?? [], taken.boxes);
  if (moved.length > 0 || scene.isLive === true) {
    return moved.map((line) => `${scene.name}: ${line}`);
  }
  const { chromium, letters } = await painterOf(page);
  if (chromium !== pinned.chromium || letters !== pinned.letters) {
    console.log(
      `${scene.name}: pinned by Chromium ${pinned.chromium} with letters ${pinned.letters}, here it is ${chromium} with ${letters}: landmarks were compared, pixels were not`,
    );
    return [];
  }
  const { pixels, box } = comparePixels(
    decodePng(readFileSync(pictureOf(scene.name))),
    asWritten(decodePng(taken.png)),
  );
  if (pixels <= PIXELS_MAX) return [];
  mkdirSync(seen, { recursive: true });
  const path = join(seen, `${scene.name}.png`);
  writeFileSync(path, taken.png);
  return [`${scene.name}: ${pixels} pixels: ${JSON.stringify(box)} of ${path} is otherwise`];
}
