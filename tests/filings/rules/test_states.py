"""The life of a filing: what may be done to it, and when."""

import pytest

from binhyen.filings.rules.states import Act, State, allows

OPEN = {State.DRAFT, State.RETURNED}


class TestAllows:
    @pytest.mark.parametrize("state", State)
    def test_only_what_is_open_is_written_and_sent(self, state: State) -> None:
        assert allows(state, Act.EDIT) == (state in OPEN)
        assert allows(state, Act.SUBMIT) == (state in OPEN)

    @pytest.mark.parametrize("state", State)
    def test_only_what_waits_is_decided(self, state: State) -> None:
        assert allows(state, Act.ACCEPT) == (state is State.SUBMITTED)
        assert allows(state, Act.RETURN) == (state is State.SUBMITTED)

    @pytest.mark.parametrize("state", State)
    def test_only_what_was_sent_is_corrected(self, state: State) -> None:
        assert allows(state, Act.CORRECT) == (state not in OPEN)
