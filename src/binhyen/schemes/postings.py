"""What one scheme puts into the ledger over its life (docs/rules/postings.md). Pure.

The order within a day is fixed: begun, life, ratings, counts, consolidations, ended.
"""

from binhyen.ledger.rules import Posting
from binhyen.records.rules.levels import Dims, counted_again, moved
from binhyen.schemes.rules import SchemeContent

MEASURES = (("MH09a", "members"), ("MH09b", "households"))


def postings(scheme: SchemeContent) -> tuple[Posting, ...]:
    return (
        *_running(scheme),
        *_founded(scheme),
        *_rated(scheme),
        *_counted(scheme),
        *_consolidated(scheme),
        *_ended(scheme),
    )


def _dims(scheme: SchemeContent, **more: str) -> Dims:
    dims = {"field": str(scheme.field), **more}
    if scheme.type:
        dims["type"] = scheme.type
    return tuple(sorted(dims.items()))


def _running(scheme: SchemeContent) -> list[Posting]:
    lives = [(scheme.first_day, scheme.life)]
    for change in sorted(scheme.life_changes, key=lambda change: change.on):
        if change.life is not lives[-1][1]:
            lives.append((change.on, change.life))
    return moved(
        "MH02",
        ((on, _dims(scheme, life=str(life))) for on, life in lives),
        ended_on=scheme.ended_on,
        opens=scheme.founded_on is not None,
    )


def _founded(scheme: SchemeContent) -> list[Posting]:
    if scheme.founded_on is None:
        return []
    indicator = "MH05" if scheme.replicated_from else "MH03"
    return [Posting(indicator, scheme.founded_on, 1, dims=_dims(scheme), opens=True)]


def _rated(scheme: SchemeContent) -> list[Posting]:
    return moved(
        "MH07",
        ((given.on, _dims(scheme, rating=str(given.rating))) for given in scheme.ratings),
        ended_on=scheme.ended_on,
    )


def _counted(scheme: SchemeContent) -> list[Posting]:
    found: list[Posting] = []
    for indicator, measure in MEASURES:
        counts = [(c.on, level) for c in scheme.counts if (level := getattr(c, measure))]
        found += counted_again(indicator, counts, dims=_dims(scheme), ended_on=scheme.ended_on)
    return found


def _consolidated(scheme: SchemeContent) -> list[Posting]:
    return [
        Posting("MH04", done.on, 1, dims=_dims(scheme))
        for done in sorted(scheme.consolidations, key=lambda done: done.on)
    ]


def _ended(scheme: SchemeContent) -> list[Posting]:
    if scheme.ended_on is None:
        return []
    reason = {"reason": str(scheme.end_reason)} if scheme.end_reason else {}
    return [Posting("MH06", scheme.ended_on, 1, dims=_dims(scheme, **reason))]
