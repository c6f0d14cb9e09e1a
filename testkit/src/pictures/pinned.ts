import { readFileSync, writeFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Page } from 'playwright-core';

/** What pictures were taken with: another browser or another font paints other pixels. */
export type PaintedBy = { readonly chromium: string; readonly letters: string };

/** What was pinned: who painted it, and where landmarks lie in each scene. */
export type Pinned = PaintedBy & { readonly boxes: Readonly<Record<string, readonly string[]>> };

const folder = fileURLToPath(new URL('../../pictures/', import.meta.url));
const list = join(folder, 'pictures.json');

/** Where the picture of a scene lies. */
export function pictureOf(name: string): string {
  return join(folder, `${name}.png`);
}

/** What is pinned. */
export function readPinned(): Pinned {
  return JSON.parse(readFileSync(list, 'utf8')) as Pinned;
}

/** Pins all of it anew. */
export function writePinned(pinned: Pinned, pictures: ReadonlyMap<string, Buffer>): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, png] of pictures) writeFileSync(pictureOf(name), png);
  writeFileSync(list, `${JSON.stringify(pinned, null, 2)}\n`);
}

/** What paints a page here: the browser, and how wide its letters are. */
export async function painterOf(page: Page): Promise<PaintedBy> {
  const chromium = page.context().browser()?.version() ?? '';
  const letters = await page.evaluate<string>(`{
    const brush = document.createElement('canvas').getContext('2d');
    brush.font = '100px ' + getComputedStyle(document.body).fontFamily;
    const { width, actualBoundingBoxAscent } = brush.measureText('Argosy 0123456789 −₹▲');
    width.toFixed(2) + ' ' + actualBoundingBoxAscent.toFixed(2);
  }`);
  return { chromium, letters };
}

/** How far landmarks may lie from where they were, in pixels. */
const NEAR_PX = 3;

/** Landmarks that are missing, new, or elsewhere: a line each. */
export function movedBoxes(pinned: readonly string[], found: readonly string[]): readonly string[] {
  if (pinned.length !== found.length) {
    return [`${pinned.length} landmarks were pinned, ${found.length} are there`];
  }
  return pinned.flatMap((box, at) => {
    const other = found[at] ?? '';
    const [name, ...places] = box.split(' ');
    const [otherName, ...others] = other.split(' ');
    const isNear = places.every(
      (place, of) => Math.abs(Number(place) - Number(others[of])) <= NEAR_PX,
    );
    return name === otherName && isNear ? [] : [`${box} is now ${other}`];
  });
}
