import { compareText } from 'argosy/core';

/** How a term was met: 0 as it stands, 1 by its beginning, then the same with one and with two typos. */
export type Closeness = 0 | 1 | 2 | 3 | 4 | 5;

/** The terms that a word means: those of a range, of which one may be the word, and those with typos. */
export type TermMatch = {
  readonly word: string;
  /** The terms that begin with the word. */
  readonly from: number;
  readonly to: number;
  /** The term that is the word, or -1. */
  readonly same: number;
  /** The terms that are met with typos; empty where none were looked for. */
  readonly near: ReadonlyMap<number, Closeness>;
};

/** Longer words are not looked up with typos. */
const TYPO_LENGTH_MAX = 24;
/** From how many letters on a word may have a typo, and two. */
const ONE_TYPO_FROM = 3;
const TWO_TYPOS_FROM = 7;
/** From how many letters on the beginning of a term may have a typo, and two. */
const ONE_TYPO_START_FROM = 5;
const TWO_TYPOS_START_FROM = 8;
/** The most terms that one word is taken to mean with typos. */
const NEAR_MAX = 4_000;
const none: ReadonlyMap<number, Closeness> = new Map();

/**
 * Terms in order of their code units, and a tree over their letters. A term is known by its place in that
 * order, so all that begin alike are a range. The tree ends where only one term is left.
 */
export class TermTrie {
  readonly terms: readonly string[];
  readonly #letter: Uint16Array;
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  readonly #firstChild: Int32Array;
  readonly #childCount: Uint16Array;

  /** `sorted` holds each term once, in order of code units. */
  constructor(sorted: readonly string[]) {
    this.terms = sorted;
    const nodes = buildNodes(sorted);
    this.#letter = Uint16Array.from(nodes.letter);
    this.#from = Int32Array.from(nodes.from);
    this.#to = Int32Array.from(nodes.to);
    this.#firstChild = Int32Array.from(nodes.firstChild);
    this.#childCount = Uint16Array.from(nodes.childCount);
  }

  /** The place of a term, or -1. */
  placeOf(term: string): number {
    const at = this.#lowerBound(term);
    return this.terms[at] === term ? at : -1;
  }

  /** What a word means as it stands and by its beginning. */
  match(word: string): TermMatch {
    const from = this.#lowerBound(word);
    const to = this.#lowerBound(`${word}\uffff`);
    return { word, from, to, same: this.terms[from] === word ? from : -1, near: none };
  }

  /** What it means besides with up to so many typos; as many as a word of its length may have. */
  matchWithTypos(word: string, typos: 1 | 2): TermMatch {
    const exact = this.match(word);
    const allowed = Math.min(typos, typosOf(word));
    if (allowed === 0) return exact;
    const near = new Map<number, Closeness>();
    const walk = new TypoWalk(word, allowed);
    this.#descend({ walk, near, node: 0, depth: 0 });
    return { ...exact, near };
  }

  #lowerBound(term: string): number {
    let low = 0;
    let high = this.terms.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareText(this.terms[middle] ?? '', term) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #descend({ walk, near, node, depth }: Step): void {
    const first = this.#firstChild[node] ?? 0;
    const count = this.#childCount[node] ?? 0;
    for (let child = first; child < first + count; child += 1) {
      if (near.size >= NEAR_MAX) return;
      if (!walk.step(depth, this.#letter[child] ?? 0)) continue;
      const from = this.#from[child] ?? 0;
      const to = this.#to[child] ?? 0;
      if (to - from === 1) this.#finish({ walk, near, node: from, depth: depth + 1 });
      else {
        this.#take({ walk, near, from, to, depth: depth + 1 });
        this.#descend({ walk, near, node: child, depth: depth + 1 });
      }
    }
  }

  /** Goes along the letters of the only term that is left. */
  #finish({ walk, near, node: place, depth }: Step): void {
    const term = this.terms[place] ?? '';
    let at = depth;
    for (;;) {
      this.#take({ walk, near, from: place, to: place + 1, depth: at });
      if (at >= term.length || !walk.step(at, term.charCodeAt(at))) return;
      at += 1;
    }
  }

  #take({ walk, near, from, to, depth }: Span): void {
    const edits = walk.editsAt(depth);
    if (edits === 0 || edits > walk.allowed) return;
    if (this.terms[from]?.length === depth) keep(near, from, edits === 1 ? 2 : 4);
    if (edits > walk.allowedAtStart) return;
    for (let place = from; place < to && near.size < NEAR_MAX; place += 1) {
      keep(near, place, edits === 1 ? 3 : 5);
    }
  }
}

type Step = {
  readonly walk: TypoWalk;
  readonly near: Map<number, Closeness>;
  readonly node: number;
  readonly depth: number;
};
type Span = Omit<Step, 'node'> & { readonly from: number; readonly to: number };

/** How many typos a word of its length may have; none where it is mostly a number. */
export function typosOf(word: string): 0 | 1 | 2 {
  const digits = word.replaceAll(/\D/gu, '').length;
  if (digits > 2 || word.length > TYPO_LENGTH_MAX) return 0;
  if (word.length >= TWO_TYPOS_FROM) return 2;
  return word.length >= ONE_TYPO_FROM ? 1 : 0;
}

/** Distances between a word and what stands on the way down the tree, a row for each letter. */
class TypoWalk {
  readonly allowed: number;
  readonly allowedAtStart: number;
  readonly #word: string;
  readonly #width: number;
  readonly #rows: Uint8Array;
  readonly #path: Uint16Array;

  constructor(word: string, allowed: number) {
    this.allowed = allowed;
    this.allowedAtStart = Math.min(allowed, typosOfStart(word));
    this.#word = word;
    this.#width = word.length + 1;
    const depthMax = word.length + allowed + 2;
    this.#rows = new Uint8Array(this.#width * (depthMax + 1)).fill(allowed + 1);
    this.#path = new Uint16Array(depthMax + 1);
    for (let at = 0; at < this.#width; at += 1) this.#rows[at] = Math.min(at, allowed + 1);
  }

  /** Goes one letter down from a depth; false where nothing below can be near enough. */
  step(depth: number, letter: number): boolean {
    if (depth >= this.#word.length + this.allowed) return false;
    const far = this.allowed + 1;
    const here = (depth + 1) * this.#width;
    this.#path[depth + 1] = letter;
    let least = Math.min(depth + 1, far);
    this.#rows[here] = least;
    for (let at = 1; at < this.#width; at += 1) {
      const cost = Math.min(this.#costAt(depth, at, letter), far);
      this.#rows[here + at] = cost;
      if (cost < least) least = cost;
    }
    return least <= this.allowed;
  }

  /** The distance of so many letters of the word to what stands above a depth and a letter behind it. */
  #costAt(depth: number, at: number, letter: number): number {
    const above = depth * this.#width + at;
    const isSame = this.#word.charCodeAt(at - 1) === letter;
    const changed = this.#row(above - 1) + (isSame ? 0 : 1);
    const cost = Math.min(changed, this.#row(above) + 1, this.#row(above + this.#width - 1) + 1);
    return this.#isSwap(depth, at, letter)
      ? Math.min(cost, this.#row(above - this.#width - 2) + 1)
      : cost;
  }

  #isSwap(depth: number, at: number, letter: number): boolean {
    if (depth === 0 || at === 1 || this.#word.charCodeAt(at - 2) !== letter) return false;
    return this.#word.charCodeAt(at - 1) === this.#path[depth];
  }

  #row(at: number): number {
    return this.#rows[at] ?? 0;
  }

  /** The distance of the whole word to what stands above a depth. */
  editsAt(depth: number): number {
    return this.#rows[depth * this.#width + this.#width - 1] ?? this.allowed + 1;
  }
}

function typosOfStart(word: string): number {
  if (word.length >= TWO_TYPOS_START_FROM) return 2;
  return word.length >= ONE_TYPO_START_FROM ? 1 : 0;
}

function keep(near: Map<number, Closeness>, place: number, closeness: Closeness): void {
  const known = near.get(place);
  if (known === undefined || closeness < known) near.set(place, closeness);
}

type Nodes = Record<'letter' | 'from' | 'to' | 'depth' | 'firstChild' | 'childCount', number[]>;
type TermRange = { readonly from: number; readonly to: number; readonly depth: number };

/** Level by level, so that the children of a node stand side by side. */
function buildNodes(terms: readonly string[]): Nodes {
  const nodes: Nodes = {
    letter: [0],
    from: [0],
    to: [terms.length],
    depth: [0],
    firstChild: [],
    childCount: [],
  };
  for (let node = 0; node < nodes.letter.length; node += 1) {
    const first = nodes.letter.length;
    const from = nodes.from[node] ?? 0;
    const to = nodes.to[node] ?? 0;
    if (node === 0 || to - from > 1)
      addChildren(nodes, terms, { from, to, depth: nodes.depth[node] ?? 0 });
    nodes.firstChild.push(first);
    nodes.childCount.push(nodes.letter.length - first);
  }
  return nodes;
}

function addChildren(nodes: Nodes, terms: readonly string[], node: TermRange): void {
  const { from, to, depth } = node;
  // A term that ends here is the first of its range, and no child's.
  let at = terms[from]?.length === depth ? from + 1 : from;
  while (at < to) {
    const letter = terms[at]?.charCodeAt(depth) ?? 0;
    const begin = at;
    while (at < to && terms[at]?.charCodeAt(depth) === letter) at += 1;
    nodes.letter.push(letter);
    nodes.from.push(begin);
    nodes.to.push(at);
    nodes.depth.push(depth + 1);
  }
}
