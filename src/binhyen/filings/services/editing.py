"""Writing words and answers into a filing; whatever was offered is kept."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from binhyen.accounts.models import Officer
from binhyen.filings.models import Filing, Wording
from binhyen.filings.rules.cells import CellState
from binhyen.filings.rules.pasting import plain_words
from binhyen.filings.rules.redrafting import Outdated, taken_up
from binhyen.filings.rules.regime import Column
from binhyen.filings.rules.states import Act, State, allows
from binhyen.filings.selectors.drafting import words_outdated
from binhyen.filings.selectors.regimes import definition_of
from binhyen.filings.selectors.sheets import NIL, live_sheet
from binhyen.filings.services.filing import (
    FilingError,
    StaleFilingError,
    log,
    without_personal_data,
)

LONGEST_PIECE = 60_000


def edit_filing(
    *,
    filing: UUID,
    base_revision: int,
    narrative: Mapping[str, str],
    answers: Mapping[str, str],
    by: Officer,
    at: datetime,
) -> Filing:
    """Write words and answers. Needs the revision the officer has read.

    A stale write changes nothing and loses nothing: what was offered is kept beside what stands.
    """
    head = Filing.objects.select_related("period__version").get(pk=filing)
    if not allows(State(head.state), Act.EDIT):
        raise FilingError(_("Báo cáo đã gửi, không sửa được. Làm bản mới nếu cần."))
    words = {**head.narrative, **_checked_words(head, narrative)}
    checked = _checked_answers(head, answers)
    made = Wording(filing=head, narrative=words, answers=checked, by=by, at=at)
    if _written(head, base_revision, made):
        head.refresh_from_db()
        return head
    present = Filing.objects.select_related("period__version").get(pk=filing)
    if _is_repeated(made, base_revision):
        return present
    made.revision, made.stood = base_revision, False
    made.save()
    raise StaleFilingError(present, words)


@transaction.atomic
def _written(
    head: Filing, base: int, made: Wording, *, drafted: Mapping[str, str] | None = None
) -> bool:
    taken = Filing.objects.filter(pk=head.pk, revision=base, state=head.state).update(
        narrative=made.narrative,
        answers=made.answers,
        drafted=head.drafted if drafted is None else drafted,
        revision=base + 1,
    )
    if taken:
        made.revision = base + 1
        made.save()
        log("filing.edited", head, made.by, made.at)
    return bool(taken)


def _is_repeated(made: Wording, base: int) -> bool:
    """Whether this very write was done before: devices send again when an answer was lost."""
    before = Wording.objects.filter(filing=made.filing, revision=base + 1, stood=True).first()
    return before is not None and (before.by_id, before.narrative, before.answers) == (
        made.by_id, made.narrative, made.answers,
    )  # fmt: skip


@transaction.atomic
def redraft(
    *,
    filing: UUID,
    revision: int,
    by: Officer,
    at: datetime,
    pieces: Collection[str] | None = None,
) -> list[Outdated]:
    """Draft anew what the books have overtaken: *pieces*, or else all that nobody edited.

    Answers with what was drafted anew. Words that give way stay in the history.
    """
    head = _being_written(filing, revision, pieces or ())
    found = [
        one
        for one in words_outdated(head, live_sheet(head))
        if (one.piece.key in pieces if pieces is not None else not one.is_edited)
    ]
    if not found:
        return []
    words, drafted = taken_up(head.narrative, head.drafted, found)
    made = Wording(filing=head, narrative=words, answers=head.answers, by=by, at=at)
    if not _written(head, revision, made, drafted=drafted):
        raise StaleFilingError(Filing.objects.get(pk=filing), head.narrative)
    return found


@transaction.atomic
def keep_words(
    *, filing: UUID, revision: int, pieces: Collection[str], by: Officer, at: datetime
) -> None:
    """Let edited pieces stand as they are: what the books would say was seen."""
    head = _being_written(filing, revision, pieces)
    found = words_outdated(head, live_sheet(head))
    seen = {one.piece.key: one.text for one in found if one.piece.key in pieces}
    if seen:
        held = Filing.objects.filter(pk=filing, revision=revision)
        if not held.update(drafted={**head.drafted, **seen}):
            raise StaleFilingError(Filing.objects.get(pk=filing), head.narrative)
        log("filing.edited", head, by, at)


def _being_written(filing: UUID, revision: int, pieces: Collection[str]) -> Filing:
    """The filing as its reader saw it, with these pieces; else the reason why not."""
    head = Filing.objects.select_related("period__version").get(pk=filing)
    if not allows(State(head.state), Act.EDIT):
        raise FilingError(_("Báo cáo đã gửi, không sửa được. Làm bản mới nếu cần."))
    if set(pieces) - {piece.key for piece in definition_of(head.period.version).outline}:
        raise FilingError(_("Mẫu báo cáo không có phần này."), "pieces")
    if head.revision != revision:
        raise StaleFilingError(head, head.narrative)
    return head


@transaction.atomic
def offer(*, filing: UUID, revision: int, by: Officer, at: datetime) -> Filing:
    """Hand a filing to whoever signs for the unit (trình ký)."""
    head = Filing.objects.get(pk=filing)
    if not allows(State(head.state), Act.SUBMIT):
        raise FilingError(_("Báo cáo này đã gửi."))
    taken = Filing.objects.filter(pk=filing, revision=revision, state=head.state).update(
        offered_at=at, offered_by=by
    )
    if not taken:
        raise StaleFilingError(Filing.objects.get(pk=filing), head.narrative)
    head.refresh_from_db()
    log("filing.offered", head, by, at)
    return head


def _checked_words(filing: Filing, narrative: Mapping[str, str]) -> dict[str, str]:
    pieces = {piece.key: piece.title for piece in definition_of(filing.period.version).outline}
    found = {}
    for key, text in narrative.items():
        if key not in pieces:
            raise FilingError(_("Mẫu báo cáo không có phần này."), f"narrative.{key}")
        clean = plain_words(text)
        if len(clean) > LONGEST_PIECE:
            sentence = _("Phần “{title}” quá dài; viết gọn trong 60.000 chữ cái.")
            raise FilingError(sentence.format(title=pieces[key]), f"narrative.{key}")
        found[key] = without_personal_data(clean, f"narrative.{key}")
    return found


def _checked_answers(filing: Filing, answers: Mapping[str, str]) -> dict[str, str]:
    """NIL is refused over live lines: something did happen there."""
    rows = {row.key for row in definition_of(filing.period.version).rows}
    wanted = {row: answer for row, answer in answers.items() if answer}
    if unknown := set(wanted) - rows:
        raise FilingError(_("Mẫu báo cáo không có chỉ tiêu này."), f"answers.{min(unknown)}")
    if set(wanted.values()) - {NIL}:
        raise FilingError(_("Ô trống chỉ trả lời được “không phát sinh”."), "answers")
    new = set(wanted) - set(filing.answers)
    if new:
        bare = Filing(
            pk=filing.pk,
            period=filing.period,
            unit_id=filing.unit_id,
            version=filing.version,
            state=filing.state,
        )
        this = live_sheet(bare).columns[Column.THIS]
        for row in sorted(new):
            if this[row].state is CellState.NUMBER:
                sentence = _("Trong kỳ đã có bản ghi; không thể ghi “không phát sinh”.")
                raise FilingError(sentence, f"answers.{row}")
    return wanted
