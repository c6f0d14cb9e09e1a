import { BinaryReader, BinaryWriter, toQuantity, toTimestamp } from 'argosy/core';
import { anOrderRequest } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { requestPart } from './order-codec.ts';
import { hasSameInstructions, instructOrder } from './order-instructions.ts';
import type { OrderRequest } from './order.ts';
import { tags } from './tags.ts';

function bytesOf(request: OrderRequest): Uint8Array {
  const writer = new BinaryWriter();
  requestPart.write(writer, request);
  return writer.view().slice();
}

const plain = anOrderRequest({ tif: 'GTD' });
const each = [
  { triggerBy: 'mid' },
  { display: toQuantity(3) },
  { postOnly: true },
  { expiresAt: toTimestamp(7) },
] as const;

describe('instructions', () => {
  test('that say nothing leave an order as it is', () => {
    expect(instructOrder(plain, { postOnly: false, display: null })).toBe(plain);
  });

  test.each(each)('come back as they were written: %o', (given) => {
    const request = instructOrder(plain, given);
    expect(requestPart.read(new BinaryReader(bytesOf(request)))).toEqual(request);
    expect(request.instructions).toMatchObject(given);
  });

  test('cost an order that has none not a byte, and one that has some no more than these', () => {
    const longer = bytesOf(instructOrder(plain, { postOnly: true })).length;
    // What they stand in the place of, three that are null, and a flag.
    expect(longer - bytesOf(plain).length).toBe(5);
  });

  test('are not read twice', () => {
    const bytes = bytesOf(instructOrder(plain, { postOnly: true }));
    const form = bytes.indexOf(tags.orderForm.instructed);
    bytes[form + 5] = tags.orderForm.instructed;
    expect(() => requestPart.read(new BinaryReader(bytes))).toThrow(/255 as time in force/u);
  });

  test('of two orders are the same where each of them is', () => {
    const orders = [plain, ...each.map((given) => instructOrder(plain, given))];
    for (const one of orders) {
      expect(orders.filter((other) => hasSameInstructions(one, structuredClone(other)))).toEqual([
        one,
      ]);
    }
  });
});
