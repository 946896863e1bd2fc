"""The run of FixedRunTest a second time, in Python: prints what three-of-five.txt holds.

    python3 three-of-five.py three-of-five.txt | diff - three-of-five.txt

Hashes, SHAKE and BLAKE2 come from hashlib, AES, Ed25519, X25519 and HKDF's HMAC from the packages cryptography and
hmac, transforms are numpy's, the rest Python integers. Taken from the file: the noise shares alone, whose exact sampler
has vectors of its own.
"""
import base64
import hashlib
import hmac
import json
import struct
import sys
from math import gcd

import numpy as np
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

N = 8192
PRIMES = [0x7fffffd8001, 0x7fffffc8001, 0xfffffffc001, 0xffffff6c001]
Q = PRIMES[0] * PRIMES[1] * PRIMES[2] * PRIMES[3]
T = 1_099_511_480_321
HOLDERS, THRESHOLD, CANDIDATES, SET = 5, 3, 64, [1, 3, 5]
ROUNDS, U_BITS, E_BITS = 10, 17, 22
U64 = np.uint64


def sha(*parts):
    return hashlib.sha256(b"".join(p if isinstance(p, bytes) else p.encode() for p in parts)).digest()


# ---- the ring

def mul(a, b, p):
    a, b = np.asarray(a, U64), np.asarray(b, U64)
    q = (a.astype(np.float64) * b.astype(np.float64) / p).astype(U64)
    rest = (a * b - q * U64(p)).astype(np.int64)
    rest += np.where(rest < 0, p, 0)
    return (rest - np.where(rest >= p, p, 0)).astype(U64)


def add(a, b, p):
    return (a + b) % U64(p)


def sub(a, b, p):
    return (a + U64(p) - b) % U64(p)


class Transform:
    def __init__(self, p):
        self.p = p
        root = next(r for r in (pow(g, (p - 1) // (2 * N), p) for g in range(2, 1000)) if pow(r, N, p) == p - 1)
        psi, power, square = root, root, root * root % p
        for _ in range(N - 1):
            power = power * square % p
            psi = min(psi, power)
        place = [int(f"{i:013b}"[::-1], 2) for i in range(N)]
        self.up, self.down = np.zeros(N, U64), np.zeros(N, U64)
        back = pow(psi, -1, p)
        up = down = 1
        for i in range(N):
            self.up[place[i]], self.down[place[i]] = up, down
            up, down = up * psi % p, down * back % p

    def forward(self, x):
        x, groups, half = x.copy(), 1, N // 2
        while groups < N:
            y = x.reshape(groups, 2, half)
            v = mul(y[:, 1], self.up[groups:2 * groups, None], self.p)
            x = np.stack([add(y[:, 0], v, self.p), sub(y[:, 0], v, self.p)], 1).reshape(N)
            groups, half = groups * 2, half // 2
        return x

    def inverse(self, x):
        x, groups, half = x.copy(), N // 2, 1
        while groups > 0:
            y = x.reshape(groups, 2, half)
            d = mul(sub(y[:, 0], y[:, 1], self.p), self.down[groups:2 * groups, None], self.p)
            x = np.stack([add(y[:, 0], y[:, 1], self.p), d], 1).reshape(N)
            groups, half = groups // 2, half * 2
        return mul(x, U64(pow(N, -1, self.p)), self.p)


RING = [Transform(p) for p in PRIMES]
PLAIN = Transform(T)


def rows(f, *polynomials):
    return np.stack([f(*(x[i] for x in polynomials), PRIMES[i]) for i in range(4)])


def ntt(x):
    return np.stack([RING[i].forward(x[i]) for i in range(4)])


def back(x):
    return np.stack([RING[i].inverse(x[i]) for i in range(4)])


def plus(*all_of):
    total = all_of[0]
    for one in all_of[1:]:
        total = rows(add, total, one)
    return total


def minus(a, b):
    return rows(sub, a, b)


def times(a, b):
    return rows(mul, a, b)


def constant(x, k):
    return np.stack([mul(x[i], U64(k % PRIMES[i]), PRIMES[i]) for i in range(4)])


def small(values):
    values = np.asarray(values, np.int64)
    return np.stack([np.where(values < 0, values + p, values).astype(U64) for p in PRIMES])


def raw(x):
    return x.astype("<u8").tobytes()


def integers(x):
    basis = [Q // p * pow(Q // p, -1, p) for p in PRIMES]
    return [sum(int(x[i][c]) * basis[i] for i in range(4)) % Q for c in range(N)]


# ---- randomness

class Expansion:
    def __init__(self, seed, label):
        key = sha("BMHE1/expand/", label, b"\0", seed)
        self.stream = Cipher(algorithms.AES(key), modes.CTR(bytes(16))).encryptor()

    def bytes(self, n):
        return self.stream.update(bytes(n))

    def words(self, n):
        return np.frombuffer(self.bytes(8 * n), "<u8")

    def ternary(self):
        w = self.words(N)
        return (w > U64(0x5555555555555555)).astype(np.int64) + (w > U64(0xAAAAAAAAAAAAAAAA)) - 1

    def binomial(self):
        w, mask = self.words(N), U64((1 << 21) - 1)
        return np.bitwise_count(w & mask).astype(np.int64) - np.bitwise_count(w >> U64(21) & mask).astype(np.int64)

    def mask(self, bits):
        return (self.words(N) >> U64(63 - bits)).astype(np.int64) - (1 << bits)

    def uniform(self):
        return np.stack([self.below(p) for p in PRIMES])

    def below(self, p):
        found = np.zeros(0, U64)
        while len(found) < N:
            w = self.words(N - len(found)) & U64((1 << p.bit_length()) - 1)
            found = np.concatenate([found, w[w < U64(p)]])
        return found


def common(name, seed):
    made = []
    for row, p in enumerate(PRIMES):
        w = np.frombuffer(hashlib.shake_256(b"BMHE1/" + name + seed + bytes([row])).digest(16 * N), "<u8")
        w = w & U64((1 << p.bit_length()) - 1)
        made.append(w[w < U64(p)][:N])
    return np.stack(made)


def derived(secret, context):
    return sha("BMHE1/smudge", secret, context)


def smudging(secret, context):
    w = Expansion(derived(secret, context), "smudge").words(2 * N)
    return np.stack([sub(add(mul(w[1::2] % U64(p), U64((1 << 64) % p), p), w[0::2] % U64(p), p),
                         U64((1 << 127) % p), p) for p in PRIMES])


# ---- messages

def statement(kind, fields):
    return json.dumps({**fields, "kind": kind, "protocol": "BMHE1"}, sort_keys=True, separators=(",", ":")).encode()


def hashed(data):
    return hashlib.sha256(data).hexdigest()


def counted(data):
    return struct.pack(">i", len(data)) + data


def hash_of_hashes(hashes):
    return hashed(b"".join(counted(h.encode()) for h in hashes))


FOUND = {}


class Party:
    def __init__(self, name):
        self.name, self.fixed = name, fixed(name)
        self.signing = Ed25519PrivateKey.from_private_bytes(self.fixed)
        self.sealing = X25519PrivateKey.from_private_bytes(self.fixed)
        self.opens = self.sealing.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.signs = base64.b64encode(self.signing.public_key().public_bytes(
            Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()

    def say(self, kind, fields, payload=b""):
        """The hash of the statement."""
        text = statement(kind, {**fields, "sender": self.name, "payload": hashed(payload)})
        signature = self.signing.sign(b"BMHE1/statement\0" + text)
        FOUND[f"{kind} {self.name}"] = hashed(counted(text) + counted(signature) + counted(payload))
        return hashed(text)

    def seal(self, recipient, aad, message):
        """RFC 9180, base mode: X25519, HKDF-SHA256, AES-256-GCM."""
        own = X25519PrivateKey.from_private_bytes(derived(self.fixed, aad))
        enc = own.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        kem, suite = b"KEM\0\x20", b"HPKE\0\x20\0\x01\0\x02"
        shared = own.exchange(X25519PublicKey.from_public_bytes(recipient))
        secret = expand(extract(b"", b"HPKE-v1" + kem + b"eae_prk" + shared),
                        b"\0\x20HPKE-v1" + kem + b"shared_secret" + enc + recipient, 32)
        context = b"\0" + extract(b"", b"HPKE-v1" + suite + b"psk_id_hash") \
            + extract(b"", b"HPKE-v1" + suite + b"info_hash" + b"BMHE1")
        prk = extract(secret, b"HPKE-v1" + suite + b"secret")
        key = expand(prk, b"\0\x20HPKE-v1" + suite + b"key" + context, 32)
        nonce = expand(prk, b"\0\x0cHPKE-v1" + suite + b"base_nonce" + context, 12)
        return counted(enc) + counted(AESGCM(key).encrypt(nonce, message, aad))


def extract(salt, ikm):
    return hmac.new(salt or bytes(32), ikm, "sha256").digest()


def expand(prk, info, length):
    return hmac.new(prk, info + b"\x01", "sha256").digest()[:length]


def fixed(name):
    return sha("three-of-five/", name)


# ---- the key

class Dealing:
    def __init__(self, a, a2, seed):
        secrets, sharing = Expansion(seed, "secret"), Expansion(seed, "sharing")
        s = ntt(small(secrets.ternary()))
        error = lambda: ntt(small(secrets.binomial()))
        self.p = minus(error(), times(a, s))
        self.coefficients, first, second = [s], [], [plus(times(a2, s), error())]
        for _ in range(1, THRESHOLD):
            f = sharing.uniform()
            self.coefficients.append(f)
            first.append(plus(times(a, f), error()))
            second.append(plus(times(a2, f), error()))
        self.shown = b"".join(raw(x) for x in [self.p, *first, *second])
        self.nonce = Expansion(seed, "nonce").bytes(32)

    def share(self, point):
        return plus(*(constant(f, point ** l) for l, f in enumerate(self.coefficients)))


def ceremony(holders):
    fields = {"candidates": "64", "contributors": "60", "degree": "8192", "everyHolderMustAccept": "false",
              "openings": "64", "plainModuli": str(T), "primes": ",".join(map(str, PRIMES)), "smudgingBits": "127",
              "threshold": "3", "verifiedOpening": "false", "epoch": "epoch", "charter": "charter",
              "validTo": "2026-12-31"}
    for i, h in enumerate(holders, 1):
        fields |= {f"holder.{i}": h.name, f"holder.{i}.signs": h.signs,
                   f"holder.{i}.opens": base64.b64encode(h.opens).decode()}
    m = hashed(statement("manifest", fields))
    roots = [fixed("root-" + h.name) for h in holders]
    derive = lambda i, what: derived(roots[i], f"ceremony/{m}/{what}")
    promise = lambda what, i, value: hashed(f"BMHE1/{what}/{m}/{i + 1}/".encode() + value)

    def phase(kind, of, heard=None):
        common_fields = {"manifest": m} | ({"heard": hash_of_hashes(heard)} if heard else {})
        return [h.say(kind, common_fields | of(i)[0], of(i)[1]) for i, h in enumerate(holders)]

    seeds = [derive(i, "seed") for i in range(HOLDERS)]
    coins = [derive(i, "coin") for i in range(HOLDERS)]
    heard = phase("seed-commitment", lambda i: ({"commitment": promise("seedc", i, seeds[i])}, b""))
    heard = phase("seed", lambda i: ({}, seeds[i]), heard)
    seed = hashlib.shake_256(b"BMHE1/seed" + m.encode() + b"".join(seeds)).digest(32)
    a, a2 = common(b"a", seed), common(b"a2", seed)
    coin = sha(f"BMHE1/coin/{m}", *coins)
    chosen = [struct.unpack(">i", sha(coin, bytes([i + 1]))[:4])[0] & CANDIDATES - 1 for i in range(HOLDERS)]
    used, commitments = [], []
    for i in range(HOLDERS):
        payload = b""
        for c in range(CANDIDATES):
            dealing = Dealing(a, a2, derive(i, f"candidate/{c}"))
            payload += sha(f"BMHE1/pk/{m}", seed, struct.pack(">ii", i + 1, c), dealing.nonce, dealing.shown)
            if c == chosen[i]:
                used.append(dealing)
        commitments.append(payload)
    heard = phase("candidates", lambda i: ({"coin": promise("coinc", i, coins[i])}, commitments[i]), heard)
    heard = phase("coin", lambda i: ({}, coins[i]), heard)

    def dealt(i):
        out = used[i].nonce + used[i].shown
        out += b"".join(derive(i, f"candidate/{c}") for c in range(CANDIDATES) if c != chosen[i])
        for j, other in enumerate(holders):
            if j != i:
                aad = f"BMHE1/share/{m}/{seed.hex()}/{i + 1}/{j + 1}".encode()
                out += counted(holders[i].seal(other.opens, aad, raw(used[i].share(j + 1))))
        return {}, out

    heard = phase("dealing", dealt, heard)
    p = plus(*(d.p for d in used))
    key = hashed(statement("key", {"manifest": m, "seed": seed.hex(), "residues": hashed(raw(p))}))
    dealings = hash_of_hashes(hashed(d.shown) for d in used)
    heard = phase("confirmed", lambda i: ({"key": key, "dealings": dealings}, b""), heard)
    shares = [plus(*(d.share(i + 1) for d in used)) for i in range(HOLDERS)]
    smudge = [derive(i, "smudging") for i in range(HOLDERS)]

    def audited(i):
        asked = times(a, ntt(small(Expansion(sha(f"BMHE1/audit/{key}/{i + 1}"), "audit").ternary())))
        noise = smudging(smudge[i], "audit/" + hashed(raw(back(asked))))
        return {"key": key}, raw(plus(back(times(shares[i], asked)), noise))

    phase("audit", audited, heard)
    FOUND["key"] = key
    return key, a, p, shares, smudge


# ---- the job

def ciphertext_bytes(c0, c1):
    parms = hashlib.blake2b(struct.pack("<7Q", 1, N, *PRIMES, T), digest_size=32).digest()
    words = raw(c0) + raw(c1)
    header = lambda size: struct.pack("<HBBBBHQ", 0xA15E, 16, 4, 1, 0, 0, size)
    inner = header(24 + len(words)) + struct.pack("<Q", len(words) // 8) + words
    return header(16 + 32 + 41 + len(inner)) + parms + struct.pack("<BQQQdQ", 0, 2, N, 4, 1.0, 1) + inner


def encrypt(a, p, message, random, context):
    u, e0, e1 = random.ternary(), random.binomial(), random.binomial()
    scaled = [(2 * Q * int(m) + T) // (2 * T) for m in message]
    up = np.stack([np.array([x % q for x in scaled], U64) for q in PRIMES])
    hidden = ntt(small(u))
    c0 = plus(back(times(p, hidden)), small(e0), up)
    c1 = plus(back(times(a, hidden)), small(e1))
    data = ciphertext_bytes(c0, c1)
    return c0, c1, data + prove(a, c1, u, e1, context(hashed(data)), random)


def prove(a, c1, u, e1, context, random):
    while True:
        digest = hashlib.sha256(b"BMHE1/proof" + counted(context) + raw(a) + raw(c1))
        masks = []
        for _ in range(ROUNDS):
            masks.append((random.mask(U_BITS), random.mask(E_BITS)))
            digest.update(raw(plus(back(times(a, ntt(small(masks[-1][0])))), small(masks[-1][1]))))
        seal = digest.digest()
        challenges = [c & 2 * N - 1 for c in struct.unpack(">10H", seal[:20])]
        answers = [(y + shifted(u, c), z + shifted(e1, c)) for (y, z), c in zip(masks, challenges)]
        if all(kept(y, U_BITS, 1) and kept(z, E_BITS, 21) for y, z in answers):
            return seal + b"".join(packed(y, U_BITS + 1) + packed(z, E_BITS + 1) for y, z in answers)


def shifted(x, by):
    turned = np.concatenate([-x[N - by % N:], x[:N - by % N]]) if by % N else x
    return turned if by < N else -turned


def kept(z, bits, most):
    inside = (z >= most - (1 << bits)).all() and (z <= (1 << bits) - 1 - most).all()
    return inside and int((z * z).sum()) <= (35 * N << 2 * bits) // 100


def packed(values, width):
    bits = values[:, None] >> np.arange(width) & 1
    return np.packbits(bits.astype(np.uint8).reshape(-1), bitorder="little").tobytes()


def places():
    """Slot to coefficient of the transform, as SEAL's batching."""
    reverse = lambda i: int(f"{i:013b}"[::-1], 2)
    found, power = [0] * N, 1
    for i in range(N // 2):
        found[i] = reverse((power - 1) >> 1)
        found[i + N // 2] = reverse((2 * N - power - 1) >> 1)
        power = power * 3 & 2 * N - 1
    return found


def main():
    given = dict(line.split(": ") for line in open(sys.argv[1]).read().splitlines())
    holders = [Party(f"holder-{i}") for i in range(1, 6)]
    contributors = [Party(f"contributor-{i}") for i in range(1, 4)]
    requester = Party("requester")
    key, a, p, shares, smudge = ceremony(holders)
    variance = (2_000_000, 24_400 * 3 * 2)
    assert 4 * variance[0] >= 9 * variance[1], "no scaling in this run"
    variance = "/".join(str(v // gcd(*variance)) for v in variance)
    fields = {"id": "job", "key": key, "query": "query", "dataVersions": "latest", "cells": "8", "bound": "1000",
              "sensitivitySquared": "2", "microRho": "24400", "honest": "3", "colluders": "0", "least": "3",
              "requester.signs": requester.signs, "decision": "decision", "deadline": "2026-06-30T00:00:00Z",
              "attempts": "1", "variance": variance}
    for i, c in enumerate(contributors, 1):
        fields |= {f"contributor.{i}": c.name, f"contributor.{i}.signs": c.signs}
    job = requester.say("job", fields)
    zero, random = set(), Expansion(bytes.fromhex(hashed(f"BMHE1/zeros/{job}".encode())), "zeros")
    while len(zero) < 64:
        zero.add(int(random.words(1)[0]) & N - 1)
    used = [slot for slot in range(N) if slot not in zero]
    place = places()
    entries, c0, c1 = {}, None, None
    for i, c in enumerate(contributors):
        noise = json.loads(given[f"noise {c.name}"])
        FOUND[f"noise {c.name}"] = given[f"noise {c.name}"]
        noisy = [(100 * i + k + 1) * (1 if k % 2 == 0 else -1) + noise[k] for k in range(8)]
        values = np.zeros(N, U64)
        for k in range(8):
            values[place[used[k]]] = noisy[k] % T
        own = f"{job}/{c.name}/{hashed(struct.pack('<8q', *noisy))}"
        x0, x1, payload = encrypt(a, p, PLAIN.inverse(values), Expansion(fixed("seed-" + c.name),
                                  f"contribution/{own}/0"), lambda h: statement("contribution-proof", {
                                      "job": job, "contributor": c.name, "place": "0", "ciphertext": h}))
        entries["in/" + c.name] = c.say("contribution", {"job": job, "agreement": "agreement", "debit": "debit",
                                                         "dataVersion": "version", "variance": variance}, payload)
        c0, c1 = (x0, x1) if i == 0 else (plus(c0, x0), plus(c1, x1))
    sums = hash_of_hashes([hashed(ciphertext_bytes(c0, c1))])
    aggregate = hashed(statement("aggregate", {"job": job, "sums": sums, **entries}))
    FOUND["aggregate"] = aggregate
    for h in holders:
        h.say("accept", {"aggregate": aggregate})
    here = {"aggregate": aggregate, "attempt": "1", "set": "1,3,5"}
    payloads = {}
    for j in SET:
        seed = derived(smudge[j - 1], f"derive/zeros/{aggregate}/1/1,3,5")
        x0, x1, payloads[j] = encrypt(a, p, [0] * N, Expansion(seed, "zero/0"), lambda h: statement("zero-proof", {
            **here, "holder": f"holder-{j}", "place": "0", "ciphertext": h}))
        holders[j - 1].say("zeros", here, payloads[j])
        c0, c1 = plus(c0, x0), plus(c1, x1)
    c0, c1 = plus(c0, c0), plus(c1, c1)
    data = ciphertext_bytes(c0, c1)
    opened = hash_of_hashes([hashed(data)])
    for j in SET:
        holders[j - 1].say("opening", {**here, "opened": opened} | {f"zeros/{k}": hashed(payloads[k]) for k in SET})
    context = hashed(statement("smudging", {**here, "job": job, "place": "0", "ciphertext": hashed(data)}))
    phase = c0
    for j in SET:
        up = down = 1
        for k in SET:
            up, down = (up * k, down * (k - j)) if k != j else (up, down)
        weighted = np.stack([mul(shares[j - 1][r], U64(up * pow(down, -1, PRIMES[r]) % PRIMES[r]), PRIMES[r])
                             for r in range(4)])
        share = plus(back(times(weighted, ntt(c1))), smudging(smudge[j - 1], context))
        holders[j - 1].say("share", {**here, "opened": opened}, raw(share))
        phase = plus(phase, share)
    phase = integers(phase)
    doubled = [(2 * T * x + Q) // (2 * Q) % T for x in phase]
    left = [(x - (2 * Q * m + T) // (2 * T)) % Q for x, m in zip(phase, doubled)]
    FOUND["largest noise"] = str(max(min(x, Q - x) for x in left))
    halved = np.array([m * pow(2, -1, T) % T for m in doubled], U64)
    values = PLAIN.forward(halved)
    signed = lambda x: x - T if x > T // 2 else x
    assert all(values[place[slot]] == 0 for slot in list(zero) + used[8:])
    FOUND["sum"] = str([signed(int(values[place[used[k]]])) for k in range(8)])
    for name in sorted(FOUND):
        print(f"{name}: {FOUND[name]}")


main()
