/** `npm run sheet-golden` writes the document of the small run anew. */
import { writeFileSync } from 'node:fs';

import { writeTearSheetJson } from 'argosy/report';

import { goldenSheetPath, smallSheet } from './small-sheet.ts';

writeFileSync(goldenSheetPath, writeTearSheetJson(smallSheet().sheet));
console.log(goldenSheetPath);
