/** Deeper than anybody means: what walks through a body later would run out of room. */
export const BODY_DEPTH_MAX = 64;

const QUOTE = 34;
const BACKSLASH = 92;
const opens: ReadonlySet<number> = new Set([91, 123]);
const closes: ReadonlySet<number> = new Set([93, 125]);

/** Whether lists and objects lie deeper within each other than that, as far as a text is JSON. */
export function isTooDeep(text: string, max: number = BODY_DEPTH_MAX): boolean {
  // So short a text cannot be.
  if (text.length <= 2 * max) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) at = endOfText(text, at);
    else if (opens.has(sign)) depth += 1;
    else if (closes.has(sign)) depth -= 1;
    if (depth > max) return true;
  }
  return false;
}

/** Where a text in quotes ends that begins at a place; the end of all where it does not. */
function endOfText(text: string, begin: number): number {
  for (let at = begin + 1; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === BACKSLASH) at += 1;
    else if (sign === QUOTE) return at;
  }
  return text.length;
}
