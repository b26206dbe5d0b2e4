"""How one-time codes and keys are written, read back and kept. Pure."""

from hashlib import sha256

GROUP = 4


def digest_of(secret: str) -> str:
    """SHA-256: the secrets are random and long, so a slow hash would add nothing."""
    return sha256(secret.encode()).hexdigest()


def shown_code(code: str) -> str:
    """Write a code in groups, as it is printed.

    >>> shown_code("abcd2345wxyz")
    'abcd-2345-wxyz'
    """
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def typed_code(text: str) -> str:
    """Read a code as people type it: any case, with or without dashes and spaces.

    >>> typed_code(" ABCD 2345-wxyz ")
    'abcd2345wxyz'
    """
    return "".join(sign for sign in text.lower() if sign.isalnum())
