import { namePart, nullablePart, type Part } from './part.ts';
import { accountIdPart, nullableTimestampPart, textPart } from './scalar-codec.ts';
import { stateScopePart } from './state-scope-codec.ts';
import { tags } from './tags.ts';
import type { LimitEvent } from './trading-event.ts';

const limitNamePart = namePart('limit', tags.limitName);
const nullableBigintPart = nullablePart<bigint>({
  write(writer, value) {
    writer.bigint(value);
  },
  read: (reader) => reader.bigint(),
});

/** What a command to set a limit and the event of it have in common. */
export const limitSettingPart: Part<
  Pick<LimitEvent, 'account' | 'scope' | 'limit' | 'value' | 'until' | 'reason'>
> = {
  write(writer, setting) {
    accountIdPart.write(writer, setting.account);
    stateScopePart.write(writer, setting.scope);
    limitNamePart.write(writer, setting.limit);
    nullableBigintPart.write(writer, setting.value);
    nullableTimestampPart.write(writer, setting.until);
    textPart.write(writer, setting.reason);
  },
  read: (reader) => ({
    account: accountIdPart.read(reader),
    scope: stateScopePart.read(reader),
    limit: limitNamePart.read(reader),
    value: nullableBigintPart.read(reader),
    until: nullableTimestampPart.read(reader),
    reason: textPart.read(reader),
  }),
};
