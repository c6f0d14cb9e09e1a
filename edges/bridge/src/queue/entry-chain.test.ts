import fc from 'fast-check';
import { expect, test } from 'vitest';

import { EntryChain, EntryLinks, NO_ENTRY } from './entry-chain.ts';

function entriesOf(chain: EntryChain, links: EntryLinks): readonly number[] {
  const found: number[] = [];
  for (let at = chain.head; at !== NO_ENTRY; at = links.next(at)) found.push(at);
  return found;
}

test('chains that share links are as lists that do not', () => {
  const step = fc.record({ entry: fc.nat(9), chain: fc.nat(1), grows: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const links = new EntryLinks(10);
      const chains = [new EntryChain(links), new EntryChain(links)];
      const lists: number[][] = [[], []];
      let room = 10;
      for (const { entry, chain, grows } of steps) {
        const inside = lists.findIndex((list) => list.includes(entry));
        if (inside === -1) {
          chains[chain]?.append(entry);
          lists[chain]?.push(entry);
        } else {
          chains[inside]?.remove(entry);
          lists[inside] = (lists[inside] ?? []).filter((each) => each !== entry);
        }
        if (grows) links.grow((room += 1));
        expect(chains.map((each) => entriesOf(each, links))).toEqual(lists);
      }
    }),
  );
});
