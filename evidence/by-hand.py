#!/usr/bin/env python3
"""Checks a receipt and its opening file with Python's standard library and openssl, and with nothing of this repository.

    python3 by-hand.py R.tsreceipt.json R.tsopening [FOLDER]

It was written after README.md alone, so that the two can be held against each other. It follows the originals to the
commitment, the commitment to the entry, the entry to the root, and the root to the Ed25519 and SM2 signatures of the
log. The keys are those that the receipt claims: compare their fingerprints with some you have from elsewhere.
Witnesses, ML-DSA-44 and timestamps are not looked at; for timestamps see README.md.
"""
import base64
import hashlib
import hmac
import json
import os
import struct
import subprocess
import sys
import tempfile


def sha256(data):
    return hashlib.sha256(data).digest()


def sm3(data):
    return hashlib.new("sm3", data).digest()


def has_sm3():
    try:
        sm3(b"")
        return True
    except ValueError:
        return False


def need(holds, what):
    print(("ok   " if holds else "FAIL ") + what)
    if not holds:
        sys.exit(1)


def read_opening(data):
    need(data[:8] == b"TSOPEN\0\1" and sha256(data[:-32]) == data[-32:], "the opening file is whole")
    footer = data[-116:]
    count, leaves = struct.unpack(">QQ", footer[4:20])
    records, at = [], 89
    for _ in range(count):
        (length,) = struct.unpack(">I", data[at : at + 4])
        record = data[at + 4 : at + 4 + length]
        at += 4 + length
        records.append((record[0], record[2:10], record[38:70], record[70:102], record[102:]))
    need(at == len(data) - 116 and footer[:4] == b"\xff" * 4, f"it has {count} records")
    return {
        "algorithms": data[8:9],
        "seed": data[9:41],
        "blind": data[41:73],
        "request": data[73:89],
        "records": records,
        "leaves": leaves,
        "roots": (footer[20:52], footer[52:84]),
    }


def leaf_preimages(opening):
    def one(ordinal, kind, size, first, second, path):
        salt = hmac.new(opening["seed"], b"TSSALT\0\1" + struct.pack(">Q", ordinal), hashlib.sha256).digest()
        kind_and_algorithms = bytes([kind]) + opening["algorithms"]
        return b"TSLEAF\0\1" + salt + kind_and_algorithms + size + first + second + struct.pack(">I", len(path)) + path

    records = opening["records"]
    real = [one(at, *record) for at, record in enumerate(records) if record[0] <= 2]
    padded = 1 << max(0, len(real) - 1).bit_length() if 2 <= len(real) <= 65536 else len(real)
    nothing = (3, bytes(8), bytes(32), bytes(32), b"")
    return real + [one(len(records) + extra, *nothing) for extra in range(padded - len(real))]


def tree_root(digest, leaves):
    """RFC 6962: an odd last node goes up as it is."""
    while len(leaves) > 1:
        pairs = [digest(b"\1" + leaves[at] + leaves[at + 1]) for at in range(0, len(leaves) - 1, 2)]
        leaves = pairs + leaves[len(leaves) & ~1 :]
    return leaves[0]


def root_from_path(leaf, index, size, path):
    """RFC 9162 section 2.1.3.2."""
    last, node = size - 1, leaf
    for sibling in path:
        if index % 2 or index == last:
            node = sha256(b"\1" + sibling + node)
            while index % 2 == 0 and index:
                index, last = index // 2, last // 2
        else:
            node = sha256(b"\1" + node + sibling)
        index, last = index // 2, last // 2
    return node if last == 0 else None


def openssl_verifies(public_key, message, signature, *more):
    with tempfile.TemporaryDirectory() as folder:
        names = [os.path.join(folder, name) for name in ("key", "message", "signature")]
        for name, content in zip(names, (public_key, message, signature)):
            with open(name, "wb") as file:
                file.write(content)
        command = ["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER"]
        files = ["-inkey", names[0], "-in", names[1], "-sigfile", names[2]]
        return subprocess.run(command + files + list(more), capture_output=True).returncode == 0


def der_of(signature):
    """r and s as a SEQUENCE of two INTEGERs, which is how openssl wants SM2."""

    def integer(number):
        trimmed = number.lstrip(b"\0") or b"\0"
        trimmed = b"\0" + trimmed if trimmed[0] & 0x80 else trimmed
        return b"\2" + bytes([len(trimmed)]) + trimmed

    body = integer(signature[:32]) + integer(signature[32:])
    return b"\x30" + bytes([len(body)]) + body


def check_log_signature(verifier_key, text, lines):
    name, key_id, encoded = verifier_key.split("+", 2)
    key = base64.b64decode(encoded)
    need(sha256(name.encode() + b"\n" + key).hex()[:8] == key_id, f"the id of a key of {name} follows from it")
    signature = lines.get((name, key_id))
    if key[0] == 1:
        held = openssl_verifies(bytes.fromhex("302a300506032b6570032100") + key[1:], text, signature or b"")
        need(held, f"Ed25519, fingerprint {sha256(key[1:]).hex()}")
    elif key[0] == 0xFF and signature:
        point, prefix = key[-65:], bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200")
        need(key[1:-65] == b"trade-secret-platform/sm2-sm3-v1", "the other key is SM2")
        identifier = ("-digest", "sm3", "-pkeyopt", "distid:1234567812345678")
        held = openssl_verifies(prefix + point, text, der_of(signature), *identifier)
        need(held, f"SM2, fingerprint {sha256(point).hex()}")


def compare(records, folder):
    for kind, size, digest, _, path in records:
        if kind == 0:
            with open(os.path.join(os.fsencode(folder), path), "rb") as file:
                content = file.read()
            same = sha256(content) == digest and struct.pack(">Q", len(content)) == size
            need(same, "original " + path.decode("utf-8", "replace"))


def main(receipt_file, opening_file, folder=None):
    with open(opening_file, "rb") as file:
        opening = read_opening(file.read())
    with open(receipt_file, encoding="utf-8") as file:
        receipt = json.load(file)
    if folder:
        compare(opening["records"], folder)
    digests = (sha256, sm3) if has_sm3() else (sha256,)
    leaves = leaf_preimages(opening)
    need(len(leaves) == opening["leaves"], f"it gives {len(leaves)} leaves")
    order = sorted(range(len(leaves)), key=lambda at: sha256(b"\0" + leaves[at]))
    commitments = []
    for digest, root in zip(digests, opening["roots"]):
        found = tree_root(digest, [digest(b"\0" + leaves[at]) for at in order])
        need(found == root, f"its root follows from its records ({digest.__name__})")
        preimage = b"TSROOT\0\1" + opening["blind"] + struct.pack(">Q", len(leaves)) + b"".join(opening["roots"])
        commitments.append(digest(preimage))
    entry = base64.b64decode(receipt["entry"])
    start = b"TSENTRY\1" + bytes([2 if len(leaves) == 1 else 1]) + opening["algorithms"]
    need(entry[:10] == start and entry[74:90] == opening["request"], "the entry is of this seal")
    for at, commitment in enumerate(commitments):
        need(entry[10 + 32 * at : 42 + 32 * at] == commitment, f"and has its commitment {commitment.hex()}")
    proof, note = receipt["tlogProof"].split("\n\n", 1)
    magic, index, *path = proof.split("\n")
    text, signatures = note.rsplit("\n\n", 1)
    origin, size, root = text.split("\n")[:3]
    place = int(index.removeprefix("index "))
    found = root_from_path(sha256(b"\0" + entry), place, int(size), [base64.b64decode(one) for one in path])
    need(magic == "c2sp.org/tlog-proof@v1" and found == base64.b64decode(root), f"entry {place} of {size} in {origin}")
    lines = {}
    for line in signatures.strip().split("\n"):
        _, name, encoded = line.split(" ")
        raw = base64.b64decode(encoded)
        lines[(name, raw[:4].hex())] = raw[4:]
    for verifier_key in receipt["logKeys"]:
        check_log_signature(verifier_key, (text + "\n").encode(), lines)


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(*sys.argv[1:])
