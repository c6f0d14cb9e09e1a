import type { BinaryReader, BinaryWriter } from 'argosy/core';

import { domainError } from './errors.ts';

/**
 * How one kind of value goes into bytes and comes back; codecs are built of these.
 * `write` is a method on purpose: methods let a part of one member stand among the parts of its
 * union, and `PartsBy` makes sure that it stands under its own name.
 */
export type Part<Value> = {
  write(writer: BinaryWriter, value: Value): void;
  read(reader: BinaryReader): Value;
};

/** One part for each member of a union, under the name its discriminator has. */
export type PartsBy<Key extends string, Union extends Readonly<Record<Key, string>>> = {
  readonly [Name in Union[Key]]: Part<Extract<Union, Readonly<Record<Key, Name>>>>;
};

/** The small integers that stand for names in bytes; once given, one never changes. */
export type Tags<Name extends string> = Readonly<Record<Name, number>>;

/** A union of strings: one byte. */
export function namePart<Name extends string>(what: string, tags: Tags<Name>): Part<Name> {
  const names = namesByTag(tags);
  return {
    write(writer, name) {
      writer.u8(tags[name]);
    },
    read(reader) {
      return nameOfTag(what, names, reader.u8());
    },
  };
}

/** What `unionPart` needs to know of a union. */
export type UnionShape<Name extends string, Union> = {
  /** What the union is, for messages. */
  readonly what: string;
  readonly tags: Tags<Name>;
  readonly parts: Readonly<Record<Name, Part<Union>>>;
  readonly nameOf: (value: Union) => Name;
};

/** A union of objects: the byte of its member, then the member. */
export function unionPart<Name extends string, Union>(shape: UnionShape<Name, Union>): Part<Union> {
  const { what, tags, parts, nameOf } = shape;
  const names = namesByTag(tags);
  return {
    write(writer, value) {
      const name = nameOf(value);
      writer.u8(tags[name]);
      parts[name].write(writer, value);
    },
    read(reader) {
      return parts[nameOfTag(what, names, reader.u8())].read(reader);
    },
  };
}

/** A list: its length, then its items. */
export function listPart<Item>(item: Part<Item>): Part<readonly Item[]> {
  return {
    write(writer, items) {
      writer.uint(items.length);
      for (const one of items) item.write(writer, one);
    },
    read(reader) {
      const items: Item[] = [];
      for (let left = reader.uint(); left > 0; left -= 1) items.push(item.read(reader));
      return items;
    },
  };
}

/** A value or null. */
export function nullablePart<Value>(part: Part<Value>): Part<Value | null> {
  return {
    write(writer, value) {
      writer.flag(value !== null);
      if (value !== null) part.write(writer, value);
    },
    read(reader) {
      return reader.flag() ? part.read(reader) : null;
    },
  };
}

function namesByTag<Name extends string>(tags: Tags<Name>): readonly (Name | undefined)[] {
  const names: (Name | undefined)[] = [];
  for (const name in tags) names[tags[name]] = name;
  return names;
}

function nameOfTag<Name extends string>(
  what: string,
  names: readonly (Name | undefined)[],
  tag: number,
): Name {
  const name = names[tag];
  if (name === undefined) throw domainError('UNKNOWN_TAG', `${tag} as ${what}`);
  return name;
}
