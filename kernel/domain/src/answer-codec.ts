import { ok, refuse, toAskId, type Result } from 'argosy/core';

import { parseCanonicalJson, toCanonicalJson } from './canonical-json.ts';
import type { Answer, AnswerBody } from './input.ts';
import { barPart } from './market-data-codec.ts';
import { strategyIdPart } from './order-codec.ts';
import { listPart, unionPart, type Part, type PartsBy } from './part.ts';
import { idPart, textPart, timestampPart } from './scalar-codec.ts';
import { tags } from './tags.ts';

type BodyParts = PartsBy<'port', AnswerBody>;

const askIdPart = idPart(toAskId);
const barsPart = listPart(barPart);

const history: BodyParts['history'] = {
  write(writer, body) {
    barsPart.write(writer, body.bars);
  },
  read: (reader) => ({ port: 'history', bars: barsPart.read(reader) }),
};

const model: BodyParts['model'] = {
  write(writer, body) {
    textPart.write(writer, toCanonicalJson(body.response));
  },
  read: (reader) => ({ port: 'model', response: parseCanonicalJson(textPart.read(reader)) }),
};

const bodyPart: Part<AnswerBody> = unionPart<AnswerBody['port'], AnswerBody>({
  what: 'port',
  tags: tags.askPort,
  parts: { history, model },
  nameOf: (body) => body.port,
});

const resultPart: Part<Result<AnswerBody>> = {
  write(writer, result) {
    writer.flag(result.ok);
    if (result.ok) return bodyPart.write(writer, result.value);
    textPart.write(writer, result.refusal.code);
    textPart.write(writer, result.refusal.reason);
  },
  read(reader) {
    if (reader.flag()) return ok(bodyPart.read(reader));
    return refuse(textPart.read(reader), textPart.read(reader));
  },
};

/** What came back from outside. */
export const answerPart: Part<Answer> = {
  write(writer, answer) {
    askIdPart.write(writer, answer.id);
    strategyIdPart.write(writer, answer.strategy);
    timestampPart.write(writer, answer.availableAt);
    resultPart.write(writer, answer.result);
  },
  read: (reader) => ({
    kind: 'answer',
    id: askIdPart.read(reader),
    strategy: strategyIdPart.read(reader),
    availableAt: timestampPart.read(reader),
    result: resultPart.read(reader),
  }),
};
