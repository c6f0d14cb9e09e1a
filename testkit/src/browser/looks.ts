import type { Page } from 'playwright-core';

/** The looks that everything is checked in: the themes, and the first of them in colours that everybody tells apart. */
export const looks = ['graphite', 'cockpit', 'light', 'colour-blind'] as const;
/** A look. */
export type Look = (typeof looks)[number];

/** Puts a look onto a page as it stands: its state stays. */
export async function wearLook(page: Page, look: Look): Promise<void> {
  const isSafe = look === 'colour-blind';
  await page.evaluate(`{
    const { dataset } = document.documentElement;
    dataset.theme = '${isSafe ? 'graphite' : look}';
    dataset.colours = '${isSafe ? 'safe' : 'usual'}';
  }`);
}
