import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';

import { toAccountId, type AccountId } from 'argosy/core';

import { nodeDisk } from '../disk/node-disk.ts';
import type { Disk } from '../disk/disk.ts';
import { journalError } from '../errors.ts';
import { KEY_BYTES, type MasterKey } from './master-key.ts';
import { checkPerson, decodePerson, encodePerson, type Person } from './person.ts';
import { frame, seal, unframe, unseal, type SealedKind, type SealPlace } from './sealed.ts';

/** Where the names are, and the key to all of them. */
export type ClientNamesOptions = {
  readonly folder: string;
  readonly key: MasterKey;
  readonly disk?: Disk;
};

/** Without letters that are taken for digits. */
const ID_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Five bits each: two clients are never given the same one. */
const ID_LENGTH = 20;
const ID_FORM = /^C-[0-9A-HJKMNP-TV-Z]{20}$/u;
const folders = { key: 'keys', name: 'names' } as const;

/**
 * Who the clients are, apart from all else: everywhere else they have an id that was drawn by lot. Each
 * name is encrypted under a key of its own, each of these under the master key. To erase a client is to
 * destroy that key: the name is then unreadable, in old copies of `names` as well.
 *
 * @example
 * const names = ClientNames.open({ folder: 'data/names', key: MasterKey.parse(text) });
 * const client = names.put({ name: 'Asha Rao', contacts: [] });
 * names.erase(client);
 */
export class ClientNames {
  readonly #folder: string;
  readonly #key: MasterKey;
  readonly #disk: Disk;

  private constructor({ folder, key, disk = nodeDisk }: ClientNamesOptions) {
    this.#folder = folder;
    this.#key = key;
    this.#disk = disk;
  }

  /** Opens or makes the table; refuses a master key that is not the one it was made with. */
  static open(options: ClientNamesOptions): ClientNames {
    const names = new ClientNames(options);
    names.#prepare();
    names.#requireKey();
    return names;
  }

  /** Keeps who a client is; a new one gets an id that has nothing of the name in it. */
  put(given: Person, client?: AccountId): AccountId {
    const person = checkPerson(given);
    if (client === undefined) {
      const drawn = drawId();
      const key = randomBytes(KEY_BYTES);
      const place = this.#place('key', drawn);
      // The key first: a name is never there without it.
      this.#disk.replace(place.path, seal(key, this.#key.reveal(), place));
      this.#write(drawn, person, key);
      return drawn;
    }
    const key = this.#keyOf(client);
    if (key === null) throw journalError('UNKNOWN_CLIENT', client, { client });
    this.#write(client, person, key);
    return client;
  }

  /** Who a client is; null for one that is not known, or was erased. */
  get(client: AccountId): Person | null {
    const key = this.#keyOf(client);
    const place = this.#place('name', client);
    const bytes = key === null ? null : this.#disk.readAll(place.path);
    return key === null || bytes === null ? null : decodePerson(unseal(bytes, key, place));
  }

  /**
   * Destroys a client's key, then the name. Says whether there was one. Once it has come back nothing
   * brings the name back; interrupted, it is done again.
   */
  erase(client: AccountId): boolean {
    const [key, name] = [this.#place('key', client), this.#place('name', client)];
    const had = this.#disk.exists(key.path);
    if (had) this.#destroy(key.path);
    if (this.#disk.exists(name.path)) {
      this.#disk.remove(name.path);
      this.#disk.syncFolder(dirname(name.path));
    }
    return had;
  }

  /** The ids of those whose names are known, sorted. */
  list(): readonly AccountId[] {
    const found = this.#disk.list(join(this.#folder, folders.name));
    const ids = found.map((file) => file.replace(/\.name$/u, '')).filter((id) => ID_FORM.test(id));
    return ids.map(toAccountId).filter((id) => this.#hasKey(id));
  }

  #prepare(): void {
    const inside = Object.values(folders).map((name) => join(this.#folder, name));
    for (const folder of inside) this.#disk.makeFolder(folder);
    for (const folder of [this.#folder, dirname(this.#folder)]) this.#disk.syncFolder(folder);
  }

  /** Which key it is stands beside the names, so that none is written under another one. */
  #requireKey(): void {
    const path = join(this.#folder, 'master.check');
    const place = { kind: 'master', id: '', path } as const;
    const found = this.#disk.readAll(path);
    if (found !== null) {
      if (Buffer.compare(unframe(found, place), this.#key.fingerprint()) === 0) return;
      throw journalError('WRONG_MASTER_KEY', this.#folder, { path });
    }
    if (this.#disk.list(join(this.#folder, folders.key)).length > 0) {
      throw journalError('NAME_DAMAGED', `${path} is gone, and there are keys`, { path });
    }
    this.#disk.replace(path, frame('master', this.#key.fingerprint()));
  }

  #write(client: AccountId, person: Person, key: Uint8Array): void {
    const place = this.#place('name', client);
    this.#disk.replace(place.path, seal(encodePerson(person), key, place));
  }

  /** Null where there is none, or one that was destroyed. */
  #keyOf(client: AccountId): Uint8Array | null {
    const place = this.#place('key', client);
    const bytes = this.#disk.readAll(place.path);
    if (bytes === null || isDestroyed(bytes)) return null;
    return unseal(bytes, this.#key.reveal(), place);
  }

  #hasKey(client: AccountId): boolean {
    const bytes = this.#disk.readAll(this.#place('key', client).path);
    return bytes !== null && !isDestroyed(bytes);
  }

  /** Written over where it stands, so that no copy of the file's room has it, and then removed. */
  #destroy(path: string): void {
    const file = this.#disk.open(path);
    try {
      file.writeNow(new Uint8Array(file.size()), 0);
      file.syncNow();
    } finally {
      file.close();
    }
    this.#disk.remove(path);
    this.#disk.syncFolder(dirname(path));
  }

  #place(kind: Exclude<SealedKind, 'master'>, client: AccountId): SealPlace {
    if (!ID_FORM.test(client)) {
      throw journalError('UNKNOWN_CLIENT', `${client} is no id of a client`, { client });
    }
    return { kind, id: client, path: join(this.#folder, folders[kind], `${client}.${kind}`) };
  }
}

function isDestroyed(bytes: Uint8Array): boolean {
  return bytes.length > 0 && bytes.every((byte) => byte === 0);
}

function drawId(): AccountId {
  const letters = [...randomBytes(ID_LENGTH)].map((byte) => ID_LETTERS[byte % ID_LETTERS.length]);
  return toAccountId(`C-${letters.join('')}`);
}
