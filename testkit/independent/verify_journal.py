"""Verifies an Argosy journal or tape from docs/journal-format.md alone; shares no code with Argosy.

usage: python3 verify_journal.py FOLDER [journal|tape] [ARCHIVE]

Prints one JSON object. Exit code 0 when the log is whole, 1 when it is not. What is in an archive is unpacked by
Python itself from 3.14 on, before that by the program zstd; where neither is there it says so, exit code 2.
"""

import hashlib
import json
import os
import re
import struct
import subprocess
import sys
import zlib

HEADER_BYTES, HEAD_BYTES, ALIGNMENT = 4096, 64, 64


class Damage(Exception):
    """What is wrong, told with the position that is due there."""


def read_header(data, kind):
    if len(data) < HEADER_BYTES or data[:8] != b"ARGOSYLG":
        raise Damage("not a segment")
    if struct.unpack_from("<I", data, 4092)[0] != zlib.crc32(data[:4092]):
        raise Damage("the header's sum is wrong")
    version, found_kind = struct.unpack_from("<HB", data, 8)
    if version != 1 or found_kind != ["journal", "tape"].index(kind):
        raise Damage("another version or kind")
    epoch, first = struct.unpack_from("<IQ", data, 12)
    return epoch, first, data[24:56]


def read_records(body, count):
    """The contents of the records of a block, or None where they are not whole."""
    at, found = 0, []
    while at + 8 <= len(body):
        length, checksum = struct.unpack_from("<II", body, at)
        content = body[at + 8 : at + 8 + length]
        if len(content) < length or zlib.crc32(content) != checksum:
            return None
        at = at + 8 + length
        found.append(content)
    return found if at == len(body) and len(found) == count else None


def note_gaps(gaps, contents):
    """A mark on the tape has the byte 0 behind its number; a gap ends before the next number."""
    for content in contents:
        number, shift, at = 0, 0, 0
        while True:
            number |= (content[at] & 127) << shift
            shift, at = shift + 7, at + 1
            if content[at - 1] < 128:
                break
        is_open = len(gaps) > 0 and gaps[-1]["upTo"] is None
        if content[at] == 0:
            gaps.extend([] if is_open else [{"from": number, "upTo": None}])
        elif is_open:
            gaps[-1]["upTo"] = number - 1


def read_block(data, at):
    """The block at an offset as (first, contents, epoch, previous, hash, next offset), or None."""
    head = data[at : at + HEAD_BYTES]
    if len(head) < HEAD_BYTES or head[:4] != b"ABLK":
        return None
    length, count, epoch, first = struct.unpack_from("<IIIQ", head, 4)
    if struct.unpack_from("<I", head, 60)[0] != zlib.crc32(head[:60]):
        return None
    end = at + HEAD_BYTES + length
    after = at + -(-(HEAD_BYTES + length) // ALIGNMENT) * ALIGNMENT
    records = read_records(data[at + HEAD_BYTES : end], count)
    if after > len(data) or any(data[end:after]) or records is None:
        return None
    return first, records, epoch, head[24:56], hashlib.sha256(data[at:end]).digest(), after


def read_segment(data, epoch, position, link, limit, take):
    """Reads blocks up to `limit`, whose contents `take` hears; gives (position, link, blocks, offset behind the last)."""
    at, blocks = HEADER_BYTES, 0
    while limit is None or position < limit:
        block = read_block(data, at)
        if block is None or block[:1] + block[2:4] != (position, epoch, link):
            break
        take(block[1])
        position, link, at, blocks = position + len(block[1]), block[4], block[5], blocks + 1
    return position, link, blocks, at


def torn_bytes(data, at):
    rest = data[at:].rstrip(b"\0")
    for offset in range(0, len(rest), ALIGNMENT):
        if read_block(data, at + offset) is not None:
            raise Damage(f"a whole block stands at byte {at + offset}, behind what is not whole at {at}")
    return len(rest)


def read_manifest(folder, kind):
    """What a manifest says of each segment that has left, oldest first."""
    try:
        with open(os.path.join(folder, kind + ".manifest"), "rb") as file:
            *lines, seal = file.read().splitlines(keepends=True)
    except FileNotFoundError:
        return []
    if json.loads(seal)["sha256"] != hashlib.sha256(b"".join(lines)).hexdigest():
        raise Damage("the manifest's sum is wrong")
    return list(map(json.loads, lines[1:]))


def archived_before(folder, kind, first):
    """The hash that a log which does not begin with 1 goes on from; the manifest beside it says so."""
    segments = read_manifest(folder, kind)
    if segments == []:
        raise Damage(f"begins with {first}, and there is no manifest")
    before = [one for one in segments if one["last"] == first - 1]
    return before[-1]["hash"] if before else None


def unpack(path, segment):
    """The bytes of a segment in an archive, both sums looked at."""
    with open(path, "rb") as file:
        packed = file.read()
    if hashlib.sha256(packed).hexdigest() != segment["packedSha256"]:
        raise Damage("its bytes in the archive were changed")
    try:
        from compression import zstd
        data = zstd.decompress(packed)
    except ImportError:
        data = subprocess.run(["zstd", "-dc"], input=packed, stdout=subprocess.PIPE, check=True).stdout
    if hashlib.sha256(data).hexdigest() != segment["sha256"]:
        raise Damage("it does not hold what the manifest says")
    return data


def verify(folder, kind, archive=None):
    pattern = re.compile(r"^\d{16}-\d{8}\." + kind + "$")
    live = {name for name in os.listdir(folder) if pattern.match(name)}
    segments = read_manifest(archive, kind) if archive is not None else []
    left = {one["name"]: one for one in segments if one["deletedAt"] is None and one["name"] not in live}
    names = sorted(live | left.keys())
    report = {"blocks": 0, "records": 0, "first": 0, "last": 0, "hash": "", "tornBytes": 0, "gaps": [], "problem": None}
    position, link = None, None
    take = (lambda contents: note_gaps(report["gaps"], contents)) if kind == "tape" else lambda contents: None
    for index, name in enumerate(names):
        last = index == len(names) - 1
        try:
            if name in left:
                data = unpack(os.path.join(archive, name + ".zst"), left[name])
            else:
                with open(os.path.join(folder, name), "rb") as file:
                    data = file.read()
            epoch, first, previous = read_header(data, kind)
            if position is None:
                position, link, report["first"] = first, previous, first
                if first > 1 and archived_before(folder, kind, first) != previous.hex():
                    raise Damage(f"begins with {first}, and the manifest has nothing that ends before it")
            elif (first, previous) != (position, link):
                raise Damage("does not continue the segment before it")
            limit = None if last else int(names[index + 1][:16])
            before = position
            position, link, blocks, at = read_segment(data, epoch, position, link, limit, take)
            report["blocks"] += blocks
            report["records"] += position - before
            if last:
                report["tornBytes"] = torn_bytes(data, at)
            elif position < limit and any(data[at:]):
                raise Damage("not whole before the next segment")
        except Damage as damage:
            report["problem"] = f"{name}, position {position or int(name[:16])}: {damage}"
            break
    report["hash"] = link.hex() if link is not None else ""
    report["last"] = report["first"] + report["records"] - 1 if report["records"] > 0 else 0
    report["first"] = report["first"] if report["records"] > 0 else 0
    return report


if __name__ == "__main__":
    try:
        result = verify(sys.argv[1], *(sys.argv[2:] or ["journal"]))
    except (FileNotFoundError, subprocess.CalledProcessError) as missing:
        sys.exit(print(f"cannot be read here: {missing}", file=sys.stderr) or 2)
    print(json.dumps(result))
    sys.exit(0 if result["problem"] is None else 1)
