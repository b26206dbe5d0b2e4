"""The life of a filing: soạn → gửi → trả lại có lý do | chấp nhận."""

from enum import StrEnum


class State(StrEnum):
    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    ACCEPTED = "ACCEPTED"


SENT = (State.SUBMITTED, State.ACCEPTED)  # the unit stands by it: its snapshot speaks


class Act(StrEnum):
    EDIT = "EDIT"
    SUBMIT = "SUBMIT"
    RETURN = "RETURN"
    ACCEPT = "ACCEPT"
    CORRECT = "CORRECT"


_ALLOWED: dict[Act, frozenset[State]] = {
    Act.EDIT: frozenset({State.DRAFT, State.RETURNED}),
    Act.SUBMIT: frozenset({State.DRAFT, State.RETURNED}),
    Act.RETURN: frozenset({State.SUBMITTED}),
    Act.ACCEPT: frozenset({State.SUBMITTED}),
    Act.CORRECT: frozenset(SENT),
}


def allows(state: State, act: Act) -> bool:
    return state in _ALLOWED[act]
