import type { InstrumentIndex } from 'argosy/core';

/** The prices of an instrument that triggers look at. Of `mid` twice the price is told, so that it is whole. */
export type TriggerLine = 'last' | 'bid' | 'ask' | 'mid' | 'mark' | 'index';

/** Which way a price has to go to fire a trigger. */
export type TriggerDirection = 'rise' | 'fall';

/** A price that is waited for. */
export type TriggerWatch = {
  readonly instrument: InstrumentIndex;
  readonly line: TriggerLine;
  readonly direction: TriggerDirection;
  /** The price at which it fires, and beyond; in the line's own units. */
  readonly level: number;
  /** Whether it takes two prices in a row. */
  readonly isDouble: boolean;
};

/** A price that is waited for, as a book keeps it: what it is given back by. */
export class TriggerEntry<Item> {
  readonly watch: TriggerWatch;
  readonly item: Item;
  /** The price turned so that the next to fire is the greatest, rising or falling. */
  readonly turned: number;
  /** How many entries its book had before it: no two are at one place. */
  readonly place: number;
  /** The count of prices of its line at which it was last met; only a double looks at it. */
  metAt = 0;

  constructor(watch: TriggerWatch, item: Item, place: number) {
    this.watch = watch;
    this.item = item;
    this.turned = watch.direction === 'rise' ? -watch.level : watch.level;
    this.place = place;
  }
}

/** Whether a price is at a level or beyond it. */
export function isReached(direction: TriggerDirection, level: number, price: number): boolean {
  return direction === 'rise' ? price >= level : price <= level;
}
