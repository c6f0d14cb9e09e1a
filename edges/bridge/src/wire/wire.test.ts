import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';

import { MessageWriter } from './message-writer.ts';
import { MESSAGE_BYTES_MAX, messageHead, WireReader, type WireMessage } from './wire.ts';

const aMessage = fc.record({ tag: fc.nat(255), body: fc.uint8Array({ maxLength: 300 }) });

/** What a line has had written on it, in pieces of the given lengths. */
function cut(bytes: Uint8Array, lengths: readonly number[]): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let from = 0;
  for (const length of [...lengths, bytes.length]) {
    pieces.push(bytes.subarray(from, from + length));
    from += length;
  }
  return pieces;
}

it('gives back what was written, wherever the line cuts it', () => {
  fc.assert(
    fc.property(
      fc.array(aMessage, { maxLength: 20 }),
      fc.array(fc.nat(200), { maxLength: 40 }),
      (messages, lengths) => {
        const written: Uint8Array[] = [];
        const sink = { write: (bytes: Uint8Array) => written.push(bytes), writableLength: 0 };
        const writer = new MessageWriter(sink, { soon: () => {}, late: () => {} });
        for (const message of messages) writer.write(message);
        writer.flush();
        const reader = new WireReader();
        const read: WireMessage[] = [];
        for (const piece of cut(Buffer.concat(written), lengths)) read.push(...reader.push(piece));
        const plain = read.map(({ tag, body }) => ({ tag, body: Uint8Array.from(body) }));
        expect(plain).toEqual(messages.map(({ tag, body }) => ({ tag, body })));
      },
    ),
  );
});

it('refuses a message that says it is longer than any may be', () => {
  const reader = new WireReader();
  expect(() => reader.push(messageHead(1, MESSAGE_BYTES_MAX + 1))).toThrow('268435457 bytes');
});

it('hands over once a round what was written in it', () => {
  const written: number[] = [];
  const later: (() => void)[] = [];
  const writer = new MessageWriter(
    { write: (bytes) => written.push(bytes.length), writableLength: 7 },
    { soon: (run) => later.push(run), late: () => {} },
  );
  writer.write({ tag: 1, body: new Uint8Array(10) });
  writer.write({ tag: 1, body: new Uint8Array(20) });
  expect([writer.waiting, later.length, written]).toEqual([47, 1, []]);
  later[0]?.();
  expect([writer.waiting, written]).toEqual([7, [40]]);
});

describe('what can wait', () => {
  let written: string[];
  let soon: (() => void)[];
  let late: (() => void)[];
  let writer: MessageWriter;

  beforeEach(() => {
    [written, soon, late] = [[], [], []];
    const sink = {
      write: (bytes: Uint8Array) =>
        written.push(
          new WireReader()
            .push(bytes)
            .map(({ tag }) => tag)
            .join(' '),
        ),
      writableLength: 0,
    };
    writer = new MessageWriter(sink, {
      soon: (run) => soon.push(run),
      late: (run) => late.push(run),
    });
  });

  const write = (tag: number, canWait: boolean): void =>
    writer.write({ tag, body: new Uint8Array(3) }, canWait);

  it('goes before what is in a hurry, in the same piece', () => {
    write(1, true);
    write(2, true);
    write(3, false);
    write(4, true);
    expect([soon.length, late.length]).toEqual([1, 1]);
    soon[0]?.();
    expect(written).toEqual(['1 2 3 4']);
  });

  it('goes by itself later, where nothing else comes, and is waited for each time anew', () => {
    for (const tag of [1, 2]) {
      write(tag, true);
      expect(written).toHaveLength(tag - 1);
      late[tag - 1]?.();
    }
    expect([written, soon.length, late.length]).toEqual([['1', '2'], 0, 2]);
  });

  it('asks for no second timer, and one that comes with nothing left does nothing', () => {
    write(1, true);
    writer.flush();
    write(2, true);
    expect(late).toHaveLength(1);
    late[0]?.();
    write(3, false);
    write(4, true);
    soon[0]?.();
    expect([written, late.length, writer.waiting]).toEqual([['1', '2', '3 4'], 1, 0]);
  });
});
