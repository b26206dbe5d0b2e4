"""Who may do what with a record. The reach of accounts knows the units; these know the roles."""

from binhyen.accounts.rules.scope import RECORDER, VERIFIER
from binhyen.accounts.selectors import Reach
from binhyen.records.models import FileImport, Record, RecordOrganiser
from binhyen.records.rules.states import Act, State, allows


def may_write(reach: Reach, unit_id: int) -> bool:
    """Recorders draft, amend and declare."""
    return reach.may(RECORDER, unit_id)


def may_decide(reach: Reach, unit_id: int) -> bool:
    """Verifiers confirm and void."""
    return reach.may(VERIFIER, unit_id)


def may_read(reach: Reach, record: Record) -> bool:
    """Those who read the unit's books, or the books of a unit that organised it too."""
    if reach.reads(record.unit_id) or reach.reads(record.kept_at):
        return True
    units = RecordOrganiser.objects.filter(record=record).values_list("unit_id", flat=True)
    return any(reach.reads(unit) for unit in units)


def may_amend(reach: Reach, record: Record) -> bool:
    return may_write(reach, record.kept_at) and _allows(record, Act.AMEND)


def may_confirm(reach: Reach, record: Record) -> bool:
    """Whether the role and the state allow it; whose own record it is, the service decides."""
    return may_decide(reach, record.kept_at) and _allows(record, Act.CONFIRM)


def may_void(reach: Reach, record: Record) -> bool:
    return may_decide(reach, record.kept_at) and _allows(record, Act.VOID)


def may_discard(reach: Reach, record: Record) -> bool:
    return may_write(reach, record.kept_at) and _allows(record, Act.DISCARD)


def _allows(record: Record, act: Act) -> bool:
    confirmed = record.confirmed_revision is not None
    return allows(State(record.state), confirmed=confirmed, act=act)


def may_see_file(reach: Reach, file: FileImport) -> bool:
    """Those who write or confirm in the unit's books; a file is no reading matter of others."""
    return may_write(reach, file.unit_id) or may_decide(reach, file.unit_id)
