import type { OrderChange, OrderRequest } from 'argosy/domain';
import { isSizedByList, mayExit, type ListMember } from 'argosy/orders';

import { anOrder } from './order.ts';

/** The members of a list after each has lived through its own changes, if it has any. */
export function listMembersOf(
  requests: readonly OrderRequest[],
  lives: readonly (readonly OrderChange[])[],
): readonly ListMember[] {
  return requests.map((one, place) => {
    const parent = requests.find(({ id }) => id === one.link?.parent);
    const isAlone = one.reduceOnly && one.link?.parent === null && isSizedByList(one);
    const isExit = parent === undefined ? isAlone : mayExit(one, parent);
    return { order: anOrder(one, lives[place] ?? []), isBusy: false, refusedQty: null, isExit };
  });
}
