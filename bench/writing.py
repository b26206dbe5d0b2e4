"""Writers: real processes that write records down and confirm them."""

from datetime import date

from binhyen.accounts.models import Assignment, Officer
from binhyen.units.models import Level, Unit


def officers() -> list[Officer]:
    """A recorder and a verifier for the whole nation; made once."""
    nation = Unit.objects.get(level=Level.NATION)
    found = []
    for name, role in (("bench.recorder", "RECORDER"), ("bench.verifier", "VERIFIER")):
        officer, made = Officer.objects.get_or_create(
            username=name, defaults={"display_name": "cán bộ đo đạc", "unit": nation}
        )
        found.append(officer)
        if made:
            Assignment.objects.create(
                officer=officer, unit=nation, role=role, starts_on=date(2015, 1, 1),
                acts_below=True,
            )  # fmt: skip
    return found
