import type { OrderInstructions, OrderRequest } from './order.ts';
import { namePart, nullablePart, type Part } from './part.ts';
import { nullableTimestampPart, quantityPart } from './scalar-codec.ts';
import { tags } from './tags.ts';

const nullableSourcePart = nullablePart(namePart('trigger source', tags.triggerSource));
const nullableQuantityPart = nullablePart(quantityPart);

const instructionsPart: Part<OrderInstructions> = {
  write(writer, instructions) {
    nullableSourcePart.write(writer, instructions.triggerBy);
    nullableQuantityPart.write(writer, instructions.display);
    writer.flag(instructions.postOnly);
    nullableTimestampPart.write(writer, instructions.expiresAt);
  },
  read: (reader) => ({
    triggerBy: nullableSourcePart.read(reader),
    display: nullableQuantityPart.read(reader),
    postOnly: reader.flag(),
    expiresAt: nullableTimestampPart.read(reader),
  }),
};

const namedPart = namePart('time in force', tags.timeInForce);
const formPart = namePart('time in force', { ...tags.timeInForce, ...tags.orderForm });

/** How long an order works. Instructions came later: those that an order has stand before it. */
export const tifPart: Part<Pick<OrderRequest, 'tif' | 'instructions'>> = {
  write(writer, { tif, instructions }) {
    if (instructions !== undefined) {
      formPart.write(writer, 'instructed');
      instructionsPart.write(writer, instructions);
    }
    namedPart.write(writer, tif);
  },
  read(reader) {
    const form = formPart.read(reader);
    if (form !== 'instructed') return { tif: form };
    const instructions = instructionsPart.read(reader);
    return { tif: namedPart.read(reader), instructions };
  },
};
