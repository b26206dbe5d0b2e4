"""Words for people where Django is not known; the same names as django.utils.translation has.

Nobody speaks until ``speak_through`` was called: every sentence then stays as it is written, in
Vietnamese. KernelConfig hands over Django's own translations (docs/adr/0013).
"""

from typing import Protocol, TypeVar

T = TypeVar("T")


class Speaker(Protocol):
    """Whoever knows the catalogue and the language of the moment."""

    def gettext(self, message: str) -> str: ...

    def ngettext(self, singular: str, plural: str, number: int) -> str: ...

    def get_language(self) -> str | None: ...


_speakers: list[Speaker] = []


def speak_through(speaker: Speaker) -> None:
    """Say everything through *speaker* from now on; called once, as the application starts."""
    _speakers[:] = [speaker]


def gettext(message: str) -> str:
    """Say *message* in the language of the moment."""
    return _speakers[0].gettext(message) if _speakers and message else message


def ngettext(singular: str, plural: str, number: int) -> str:
    """Say it of one or of many; Vietnamese has one form, so both may be the same words."""
    if _speakers:
        return _speakers[0].ngettext(singular, plural, number)
    return singular if number == 1 else plural


def gettext_noop(message: str) -> str:
    """Mark *message* for the catalogue and leave it as it is: who shows it says it."""
    return message


def kept(words: T) -> T:
    """Leave *words* Vietnamese in either language: names, and what papers and their files say."""
    return words


def is_english() -> bool:
    """Whether figures and words are asked for in English at this moment."""
    return bool(_speakers) and (_speakers[0].get_language() or "").startswith("en")
