/** What a process did, in the order in which it was over. */
export type Traced =
  | { readonly kind: 'written'; readonly first: number; readonly last: number }
  | { readonly kind: 'synced' }
  | { readonly kind: 'sent'; readonly orders: readonly string[] };

const BLOCK_MAGIC = 'ABLK';

/**
 * Reads what strace wrote of a traced process: the blocks it wrote to its journal, the syncs of it that
 * came back, and the requests that left. A call counts when it is over; a send when it begins.
 */
export function readTrace(text: string): readonly Traced[] {
  const begun = new Map<string, string>();
  return text.split('\n').flatMap((line) => {
    const [, pid = '', rest = ''] = /^(\d+) +(.*)$/u.exec(line) ?? [];
    if (rest.includes('= -1 ')) return [];
    if (rest.includes('<unfinished ...>')) {
      begun.set(pid, rest);
      return sendOf(rest) ?? [];
    }
    if (rest.includes(' resumed>')) return journalCallOf(begun.get(pid) ?? '') ?? [];
    return journalCallOf(rest) ?? sendOf(rest) ?? [];
  });
}

function journalCallOf(call: string): Traced | null {
  if (!pathOf(call).endsWith('.journal')) return null;
  if (call.startsWith('fdatasync(')) return { kind: 'synced' };
  const bytes = bytesOf(call);
  if (!call.startsWith('pwrite64(') || bytes.toString('latin1', 0, 4) !== BLOCK_MAGIC) return null;
  const first = Number(bytes.readBigUInt64LE(16));
  return { kind: 'written', first, last: first + bytes.readUInt32LE(8) - 1 };
}

function sendOf(call: string): Traced | null {
  if (!call.startsWith('write(') || !pathOf(call).endsWith('sent.log')) return null;
  return { kind: 'sent', orders: bytesOf(call).toString('latin1').trim().split('\n') };
}

/** The file of a call, which `-y` names behind its number. */
function pathOf(call: string): string {
  const [, text = ''] = /^\w+\(\d+<([^>]*)>/u.exec(call) ?? [];
  return fromHex(text).toString();
}

/** The bytes of a call's buffer. */
function bytesOf(call: string): Buffer {
  const [, text = ''] = /"([^"]*)"/u.exec(call) ?? [];
  return fromHex(text);
}

/** `-xx` writes every text in hexadecimal. */
function fromHex(text: string): Buffer {
  return Buffer.from(text.replaceAll('\\x', ''), 'hex');
}
