import type { Report, ReportBody } from './input.ts';
import { doubtPart, reportedFillPart, requestPart } from './order-codec.ts';
import {
  acceptedPart,
  amendmentPart,
  barePart,
  brokerOrderIdPart,
  bustedPart,
  canceledPart,
  reasonPart,
} from './order-member-codec.ts';
import { nullablePart, unionPart, type Part, type PartsBy } from './part.ts';
import { accountIdPart, orderIdPart, timestampPart } from './scalar-codec.ts';
import { tags } from './tags.ts';

type BodyParts = PartsBy<'type', ReportBody>;

const filled: BodyParts['filled'] = {
  write(writer, body) {
    reportedFillPart.write(writer, body.fill);
  },
  read: (reader) => ({ type: 'filled', fill: reportedFillPart.read(reader) }),
};

const unanswered: BodyParts['unanswered'] = {
  write(writer, body) {
    doubtPart.write(writer, body.request);
  },
  read: (reader) => ({ type: 'unanswered', request: doubtPart.read(reader) }),
};

const nullableRequestPart = nullablePart(requestPart);

const external: BodyParts['external'] = {
  write(writer, body) {
    brokerOrderIdPart.write(writer, body.brokerId);
    requestPart.write(writer, body.request);
  },
  read: (reader) => ({
    type: 'external',
    brokerId: brokerOrderIdPart.read(reader),
    request: requestPart.read(reader),
  }),
};

const inferred: BodyParts['inferred'] = {
  write(writer, body) {
    reportedFillPart.write(writer, body.fill);
    nullableRequestPart.write(writer, body.request);
  },
  read: (reader) => ({
    type: 'inferred',
    fill: reportedFillPart.read(reader),
    request: nullableRequestPart.read(reader),
  }),
};

const parts: BodyParts = {
  accepted: acceptedPart,
  rejected: reasonPart('rejected'),
  canceled: canceledPart,
  expired: barePart('expired'),
  triggered: barePart('triggered'),
  updated: amendmentPart('updated'),
  modifyRejected: reasonPart('modifyRejected'),
  cancelRejected: reasonPart('cancelRejected'),
  filled,
  busted: bustedPart,
  unanswered,
  external,
  inferred,
  unreadable: reasonPart('unreadable'),
};

const bodyPart: Part<ReportBody> = unionPart<ReportBody['type'], ReportBody>({
  what: 'report',
  tags: tags.report,
  parts,
  nameOf: (body) => body.type,
});

/** What a broker says of an order. */
export const reportPart: Part<Report> = {
  write(writer, report) {
    accountIdPart.write(writer, report.account);
    orderIdPart.write(writer, report.order);
    timestampPart.write(writer, report.eventAt);
    timestampPart.write(writer, report.availableAt);
    bodyPart.write(writer, report.body);
  },
  read: (reader) => ({
    kind: 'report',
    account: accountIdPart.read(reader),
    order: orderIdPart.read(reader),
    eventAt: timestampPart.read(reader),
    availableAt: timestampPart.read(reader),
    body: bodyPart.read(reader),
  }),
};
