import type { BinaryReader, BinaryWriter, Codec } from 'argosy/core';

import { answerPart } from './answer-codec.ts';
import { commandPart } from './command-codec.ts';
import type { Input, InputKind, TimeInput } from './input.ts';
import { marketDataParts } from './market-data-codec.ts';
import { unionPart, type Part } from './part.ts';
import { reportPart } from './report-codec.ts';
import { timestampPart } from './scalar-codec.ts';
import { tags } from './tags.ts';

const timePart: Part<TimeInput> = {
  write(writer, input) {
    timestampPart.write(writer, input.availableAt);
  },
  read: (reader) => ({ kind: 'time', availableAt: timestampPart.read(reader) }),
};

const inputPart: Part<Input> = unionPart<InputKind, Input>({
  what: 'input kind',
  tags: tags.inputKind,
  parts: {
    ...marketDataParts,
    command: commandPart,
    report: reportPart,
    time: timePart,
    answer: answerPart,
  },
  nameOf: (input) => input.kind,
});

/** Every input as the journal and the tape keep it; its number is the frame's, not the input's. */
export const inputCodec: Codec<Input> = {
  name: 'input',
  version: 1,
  encode(writer: BinaryWriter, input: Input): void {
    inputPart.write(writer, input);
  },
  decode(reader: BinaryReader): Input {
    return inputPart.read(reader);
  },
};
