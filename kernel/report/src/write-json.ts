import type { TearSheet } from './sheet.ts';

/** A tear sheet as JSON, a member a line: what changes in one part changes one line. */
export function writeTearSheetJson(sheet: TearSheet): string {
  const members = Object.entries(sheet).map(([name, value]) => {
    return `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`;
  });
  return `{\n${members.join(',\n')}\n}\n`;
}
