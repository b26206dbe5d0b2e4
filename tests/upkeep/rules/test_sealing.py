import io

import pytest

from binhyen.upkeep.rules.sealing import MAGIC, PIECE, SALT, TAG, Sealer, SealError, unsealed

PASSPHRASE = "lũy tre làng xanh mát"
HEAD = len(MAGIC) + SALT


def sealed(plain: bytes, passphrase: str = PASSPHRASE) -> bytes:
    file = io.BytesIO()
    sealer = Sealer(file, passphrase)
    for start in range(0, len(plain), 100_000):
        sealer.write(plain[start : start + 100_000])
    sealer.close()
    return file.getvalue()


def opened(file: bytes, passphrase: str = PASSPHRASE) -> bytes:
    return b"".join(unsealed(io.BytesIO(file), passphrase))


class TestSealer:
    @pytest.mark.parametrize("length", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE])
    def test_gives_back_what_it_was_given(self, length: int) -> None:
        plain = bytes(range(256)) * (length // 256) + b"x" * (length % 256)

        assert opened(sealed(plain)) == plain

    def test_shows_nothing_of_it_and_never_twice_the_same(self) -> None:
        plain = "Tổ tự quản số 3".encode() * 100
        first, second = sealed(plain), sealed(plain)

        assert plain[:10] not in first
        assert first[HEAD:] != second[HEAD:]


class TestUnsealed:
    def test_refuses_another_passphrase(self) -> None:
        with pytest.raises(SealError, match="passphrase"):
            opened(sealed(b"abc"), "lũy tre làng xanh mat")

    def test_refuses_what_is_no_backup(self) -> None:
        for other in (b"", b"PK\3\4", MAGIC + b"short"):
            with pytest.raises(SealError):
                opened(other)

    @pytest.mark.parametrize("place", [len(MAGIC), HEAD, HEAD + PIECE + TAG + 5, -1])
    def test_refuses_one_changed_bit_anywhere(self, place: int) -> None:
        file = bytearray(sealed(b"k" * (2 * PIECE + 50)))
        file[place] ^= 1

        with pytest.raises(SealError):
            opened(bytes(file))

    @pytest.mark.parametrize("length", [PIECE, 2 * PIECE, 2 * PIECE + 50])
    def test_refuses_a_file_cut_at_the_end_of_a_piece(self, length: int) -> None:
        file = sealed(b"k" * length)
        cut = HEAD + ((len(file) - HEAD - 1) // (PIECE + TAG)) * (PIECE + TAG)

        with pytest.raises(SealError):
            opened(file[:cut])

    def test_refuses_pieces_in_another_order(self) -> None:
        file = sealed(b"a" * PIECE + b"b" * PIECE + b"c")
        one, two = HEAD + PIECE + TAG, HEAD + 2 * (PIECE + TAG)

        with pytest.raises(SealError):
            opened(file[:HEAD] + file[one:two] + file[HEAD:one] + file[two:])

    def test_gives_no_byte_of_a_damaged_piece(self) -> None:
        file = bytearray(sealed(b"a" * PIECE + b"b" * PIECE))
        file[-1] ^= 1
        given: list[bytes] = []
        with pytest.raises(SealError):
            given.extend(unsealed(io.BytesIO(bytes(file)), PASSPHRASE))

        assert given == [b"a" * PIECE]
