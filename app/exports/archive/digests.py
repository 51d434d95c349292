"""Digests of a package: SHA-256, and SM3 (GB/T 32905-2016) also where the system's OpenSSL lacks it."""

import hashlib
import struct
from dataclasses import dataclass


@dataclass(frozen=True)
class Digests:
    """The digests of one file, in hexadecimal digits."""

    sha256: str
    sm3: str

    def lines(self) -> list[str]:
        """Return a line for each, to be kept elsewhere than the file."""
        return [f"SHA-256 {self.sha256}", f"SM3 {self.sm3}"]


def digests(data: bytes) -> Digests:
    """Return the digests of *data*."""
    return Digests(hashlib.sha256(data).hexdigest(), sm3(data))


def sm3(data: bytes) -> str:
    """Return the SM3 digest of *data*."""
    try:
        return hashlib.new("sm3", data).hexdigest()
    except ValueError:
        return plain_sm3(data)


_START = (
    0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E,
)  # fmt: skip
_MASK = 0xFFFFFFFF
_EARLY_ROUNDS = 16


def plain_sm3(data: bytes) -> str:
    """SM3 in Python, about one megabyte a second: only for systems without a fast one."""
    length = len(data)
    data += b"\x80" + bytes((55 - length) % 64) + struct.pack(">Q", 8 * length)
    state = list(_START)
    for at in range(0, len(data), 64):
        state = _compressed(state, struct.unpack_from(">16I", data, at))
    return struct.pack(">8I", *state).hex()


def _turned(word: int, by: int) -> int:
    by %= 32
    return ((word << by) | (word >> (32 - by))) & _MASK


def _expanded(block: tuple[int, ...]) -> list[int]:
    words = list(block)
    for j in range(16, 68):
        mixed = words[j - 16] ^ words[j - 9] ^ _turned(words[j - 3], 15)
        mixed ^= _turned(mixed, 15) ^ _turned(mixed, 23)
        words.append(mixed ^ _turned(words[j - 13], 7) ^ words[j - 6])
    return words


def _compressed(state: list[int], block: tuple[int, ...]) -> list[int]:
    """One block of 64 bytes (section 5.3.3 of the standard, whose letters are kept)."""
    words = _expanded(block)
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        early = j < _EARLY_ROUNDS
        constant = _turned(0x79CC4519 if early else 0x7A879D8A, j)
        ss1 = _turned((_turned(a, 12) + e + constant) & _MASK, 7)
        ss2 = ss1 ^ _turned(a, 12)
        ff = a ^ b ^ c if early else (a & b) | (a & c) | (b & c)
        gg = e ^ f ^ g if early else (e & f) | (~e & g & _MASK)
        tt1 = (ff + d + ss2 + (words[j] ^ words[j + 4])) & _MASK
        tt2 = (gg + h + ss1 + words[j]) & _MASK
        a, b, c, d = tt1, a, _turned(b, 9), c
        e, f, g, h = tt2 ^ _turned(tt2, 9) ^ _turned(tt2, 17), e, _turned(f, 19), g
    return [old ^ new for old, new in zip(state, (a, b, c, d, e, f, g, h), strict=True)]
