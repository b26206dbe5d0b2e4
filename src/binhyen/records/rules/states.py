"""What may follow what in the life of a record. Plain Python."""

from enum import StrEnum


class State(StrEnum):
    """The state of a record's newest revision."""

    DRAFT = "DRAFT"
    CONFIRMED = "CONFIRMED"
    VOIDED = "VOIDED"


class Act(StrEnum):
    AMEND = "AMEND"
    CONFIRM = "CONFIRM"
    VOID = "VOID"
    DISCARD = "DISCARD"


def allows(state: State, *, confirmed: bool, act: Act) -> bool:
    """Whether a record may go on this way; *confirmed*: one of its revisions counts today.

    >>> allows(State.DRAFT, confirmed=False, act=Act.VOID)
    False
    >>> allows(State.DRAFT, confirmed=True, act=Act.VOID)
    True
    """
    if state is State.VOIDED:
        return False
    match act:
        case Act.AMEND:
            return True
        case Act.CONFIRM:
            return state is State.DRAFT
        case Act.VOID:
            return confirmed
        case Act.DISCARD:
            return state is State.DRAFT and not confirmed
