import type { CommandBody, NewOrder } from './command.ts';
import { executionPlanPart } from './execution-codec.ts';
import { touchPart } from './market-data-codec.ts';
import { requestPart } from './order-codec.ts';
import { listPart, type Part, type PartsBy } from './part.ts';
import { textPart } from './scalar-codec.ts';

type BodyParts = PartsBy<'type', CommandBody>;

const newOrderPart: Part<NewOrder> = {
  write(writer, order) {
    requestPart.write(writer, order.request);
    touchPart.write(writer, order.touch);
  },
  read: (reader) => ({ request: requestPart.read(reader), touch: touchPart.read(reader) }),
};
const newOrdersPart = listPart(newOrderPart);

const submit: BodyParts['submit'] = {
  write(writer, body) {
    newOrderPart.write(writer, body);
  },
  read: (reader) => ({ type: 'submit', ...newOrderPart.read(reader) }),
};

const submitConfirmed: BodyParts['submitConfirmed'] = {
  write(writer, body) {
    newOrderPart.write(writer, body);
    textPart.write(writer, body.confirmation);
  },
  read: (reader) => ({
    type: 'submitConfirmed',
    ...newOrderPart.read(reader),
    confirmation: textPart.read(reader),
  }),
};

const submitList: BodyParts['submitList'] = {
  write(writer, body) {
    newOrdersPart.write(writer, body.orders);
  },
  read: (reader) => ({ type: 'submitList', orders: newOrdersPart.read(reader) }),
};

const execute: BodyParts['execute'] = {
  write(writer, body) {
    newOrderPart.write(writer, body);
    executionPlanPart.write(writer, body.plan);
  },
  read: (reader) => ({
    type: 'execute',
    ...newOrderPart.read(reader),
    plan: executionPlanPart.read(reader),
  }),
};

/** The commands that make orders. */
export const newOrderParts: Pick<
  BodyParts,
  'submit' | 'submitConfirmed' | 'submitList' | 'execute'
> = { submit, submitConfirmed, submitList, execute };
