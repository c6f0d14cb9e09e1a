/** What is said of a key that nothing asks for. */
export function unknownKeyText(name: string, known: readonly string[]): string {
  const meant = closest(name, known);
  return `unknown key ${name}${meant === null ? '' : `, perhaps ${meant}`}`;
}

/** The known name that differs least, by up to two letters; null where none is near. */
function closest(name: string, known: readonly string[]): string | null {
  const near = known
    .map((one) => ({ one, far: distance(name, one) }))
    .filter(({ far }) => far <= 2)
    .sort((a, b) => a.far - b.far);
  return near[0]?.one ?? null;
}

/** How many letters have to be put in, taken out or changed. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, letter] of one.split('').entries()) {
    const next = [at + 1];
    for (const [place, match] of other.split('').entries()) {
      const changed = (row[place] ?? 0) + (letter === match ? 0 : 1);
      next.push(Math.min(changed, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
