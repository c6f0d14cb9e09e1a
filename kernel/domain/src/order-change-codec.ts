import { touchPart } from './market-data-codec.ts';
import { doubtPart, fillPart, requestPart } from './order-codec.ts';
import {
  acceptedPart,
  amendmentPart,
  barePart,
  bustedPart,
  canceledPart,
  reasonPart,
} from './order-member-codec.ts';
import { unionPart, type Part, type PartsBy } from './part.ts';
import { textPart } from './scalar-codec.ts';
import { tags } from './tags.ts';
import type { OrderChange, OrderChangeType } from './trading-event.ts';

type ChangeParts = PartsBy<'type', OrderChange>;

const initialized: ChangeParts['initialized'] = {
  write(writer, change) {
    requestPart.write(writer, change.request);
    touchPart.write(writer, change.touch);
  },
  read: (reader) => ({
    type: 'initialized',
    request: requestPart.read(reader),
    touch: touchPart.read(reader),
  }),
};

const denied: ChangeParts['denied'] = {
  write(writer, change) {
    textPart.write(writer, change.code);
    textPart.write(writer, change.reason);
  },
  read: (reader) => ({
    type: 'denied',
    code: textPart.read(reader),
    reason: textPart.read(reader),
  }),
};

const submitted: ChangeParts['submitted'] = {
  write(writer, change) {
    touchPart.write(writer, change.touch);
  },
  read: (reader) => ({ type: 'submitted', touch: touchPart.read(reader) }),
};

const filled: ChangeParts['filled'] = {
  write(writer, change) {
    fillPart.write(writer, change.fill);
  },
  read: (reader) => ({ type: 'filled', fill: fillPart.read(reader) }),
};

const partFilled: ChangeParts['partFilled'] = {
  write(writer, change) {
    fillPart.write(writer, change.fill);
  },
  read: (reader) => ({ type: 'partFilled', fill: fillPart.read(reader) }),
};

const partBusted: ChangeParts['partBusted'] = {
  write(writer, change) {
    fillPart.write(writer, change.fill);
  },
  read: (reader) => ({ type: 'partBusted', fill: fillPart.read(reader) }),
};

const doubted: ChangeParts['doubted'] = {
  write(writer, change) {
    doubtPart.write(writer, change.request);
  },
  read: (reader) => ({ type: 'doubted', request: doubtPart.read(reader) }),
};

const resolved: ChangeParts['resolved'] = {
  write(writer, change) {
    doubtPart.write(writer, change.request);
  },
  read: (reader) => ({ type: 'resolved', request: doubtPart.read(reader) }),
};

const parts: ChangeParts = {
  initialized,
  denied,
  emulated: barePart('emulated'),
  released: barePart('released'),
  submitted,
  accepted: acceptedPart,
  rejected: reasonPart('rejected'),
  canceled: canceledPart,
  expired: barePart('expired'),
  triggered: barePart('triggered'),
  pendingUpdate: amendmentPart('pendingUpdate'),
  pendingCancel: barePart('pendingCancel'),
  modifyRejected: reasonPart('modifyRejected'),
  cancelRejected: reasonPart('cancelRejected'),
  updated: amendmentPart('updated'),
  filled,
  busted: bustedPart,
  doubted,
  resolved,
  divided: barePart('divided'),
  partFilled,
  partBusted,
};

/** What can happen to an order. */
export const orderChangePart: Part<OrderChange> = unionPart<OrderChangeType, OrderChange>({
  what: 'order change',
  tags: tags.orderChange,
  parts,
  nameOf: (change) => change.type,
});
