/** Pins how the terminal looks: `npm run pictures -- --write`. The test beside this compares with what is pinned. */
import { fedEnv, fedFiles, TerminalRig } from '../browser/index.ts';
import { painterOf, writePinned } from './pinned.ts';
import { decodePng, encodePng } from './png.ts';
import { openScenes, sceneShares, scenes, setScene, takeScene } from './scenes.ts';

if (!process.argv.includes('--write')) {
  throw new Error(
    'npm run pictures -- --write pins them anew; npx vitest run testkit/src/pictures compares',
  );
}
const rig = await TerminalRig.start(fedEnv, fedFiles(sceneShares));
try {
  const market = await setScene(rig);
  const pictures = new Map<string, Buffer>();
  const boxes: Record<string, readonly string[]> = {};
  let painter = { chromium: '', letters: '' };
  for (const scene of scenes) {
    const { page, context } = await openScenes(rig, scene);
    const taken = await takeScene(rig, page, scene);
    painter = await painterOf(page);
    boxes[scene.name] = taken.boxes;
    if (scene.isLive !== true) pictures.set(scene.name, encodePng(decodePng(taken.png)));
    await context.close();
  }
  writePinned({ ...painter, boxes }, pictures);
  const bytes = [...pictures.values()].reduce((all, png) => all + png.length, 0);
  console.log(
    `${pictures.size} pictures, ${Math.round(bytes / 1_000)} kB, by Chromium ${painter.chromium}`,
  );
  await market.end();
} finally {
  await rig.end();
}
