import type { Report, ReportBody } from './input.ts';
import { doubtPart, reportedFillPart } from './order-codec.ts';
import {
  acceptedPart,
  amendmentPart,
  barePart,
  bustedPart,
  canceledPart,
  reasonPart,
} from './order-member-codec.ts';
import { unionPart, type Part, type PartsBy } from './part.ts';
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
