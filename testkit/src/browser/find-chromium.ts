import { existsSync } from 'node:fs';

/** Where distributions and people put it. */
const places: readonly string[] = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The Chromium of this machine: the one that `ARGOSY_CHROMIUM` names, or one where they usually are; null for none. */
export function findChromium(
  named: string | undefined = process.env['ARGOSY_CHROMIUM'],
  isThere: (path: string) => boolean = existsSync,
): string | null {
  if (named === undefined || named === '') return places.find(isThere) ?? null;
  if (!isThere(named)) throw new Error(`ARGOSY_CHROMIUM names ${named}: there is no such file`);
  return named;
}
