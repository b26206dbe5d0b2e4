"""One sealed file: encrypted with a key made from a passphrase, and every byte of it checked.

AES-256-GCM of the package `cryptography`, which sign-in already uses; the binding of age takes a
file with a passphrase only whole into memory. Pieces are sealed as age does (STREAM): a number
that goes up, and a mark on the last, so that none can be cut off, swapped or repeated unnoticed.
"""

import os
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"binhyen-backup-1\n"
SALT = 16
PIECE = 256 * 1024
TAG = 16
# scrypt: 64 MB and a fifth of a second for every guess of a passphrase
WORK = {"length": 32, "n": 2**16, "r": 8, "p": 1}


class SealError(Exception):
    """The file is no backup, is damaged, or is opened with another passphrase."""


class Sealer:
    """Writes into *file* what it is given; ``close`` sets the last mark."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        salt = os.urandom(SALT)
        self._file = file
        self._head = MAGIC + salt
        self._cipher = _cipher(passphrase, salt)
        self._number = 0
        self._waiting = bytearray()
        file.write(self._head)

    def write(self, plain: bytes) -> None:
        self._waiting += plain
        while len(self._waiting) > PIECE:  # a last piece must be left for the mark
            self._seal(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]

    def close(self) -> None:
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, plain: bytes, *, last: bool) -> None:
        nonce = _nonce(self._number, last=last)
        self._file.write(self._cipher.encrypt(nonce, plain, self._head))
        self._number += 1


def unsealed(file: BinaryIO, passphrase: str) -> Iterator[bytes]:
    """Give the pieces one after another; raises at the first that is not as it was sealed."""
    head = file.read(len(MAGIC) + SALT)
    if not head.startswith(MAGIC) or len(head) < len(MAGIC) + SALT:
        raise SealError("This file is not a backup of Bình Yên.")
    cipher = _cipher(passphrase, head[len(MAGIC) :])
    number, piece = 0, file.read(PIECE + TAG)
    while True:
        following = file.read(PIECE + TAG)
        try:
            yield cipher.decrypt(_nonce(number, last=not following), piece, head)
        except InvalidTag as error:
            raise SealError(_why(number)) from error
        if not following:
            return
        number, piece = number + 1, following


def _why(number: int) -> str:
    if number == 0:
        return "The passphrase is not the one of this backup, or the file is damaged."
    return "The file is damaged or cut off; nothing of it is used."


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, **WORK).derive(passphrase.encode()))


def _nonce(number: int, *, last: bool) -> bytes:
    """Never twice under one key: the key is of this file alone, the number goes up."""
    return number.to_bytes(11, "big") + (b"\1" if last else b"\0")
