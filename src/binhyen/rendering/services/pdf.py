"""A document as a PDF, set by Typst from the same description as the Word file."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from django.utils import translation
from fontTools.ttLib import TTFont

from binhyen.rendering.rules.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Level,
    Paragraph,
    Row,
    Table,
    closed,
    number_line,
    numbered,
    recipient_lines,
)
from binhyen.rendering.services import wording

TEMPLATE = Path(__file__).parents[1] / "templates" / "rendering" / "document.typ"
FACES = {"Liberation Serif", "Times New Roman"}
VIETNAMESE = "ăâđêôơưĂÂĐÊÔƠƯẠạẤấẶặẸẹỆệỊịỘộỢợỤụỦủỰựỲỳỴỵỸỹ−–…"
FONT_FOLDERS = (
    "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/truetype/liberation",
    "/usr/share/fonts/liberation-serif",
    "/usr/share/fonts/liberation",
)
NO_LETTER = "□"


class FontMissingError(RuntimeError):
    """Neither face a document may be set in is on this machine."""


@dataclass(frozen=True, slots=True)
class Face:
    """The fonts to set with, and the letters they have."""

    fonts: typst.Fonts
    letters: frozenset[int]


def render_pdf(document: Document) -> bytes:
    """Write *document* as PDF/A; with one font the same document always gives the same bytes."""
    face = _face()
    with translation.override("vi"):
        told = json.dumps(_told(document), ensure_ascii=False)
    made = typst.Compiler(
        TEMPLATE.read_bytes(), font_paths=face.fonts, ignore_system_fonts=True
    ).compile(
        format="pdf",
        sys_inputs={"document": _printable(told, face)},
        timestamp=_dated(document),
        pdf_standards="a-2a",
    )
    if not isinstance(made, bytes):
        raise TypeError("Typst gave pages instead of one file.")
    return made


def _dated(document: Document) -> datetime:
    day = wording.day_of(document)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _printable(told: str, face: Face) -> str:
    """Put a box where the face has no letter (an emoji): an archived PDF may not lack one."""
    if all(ord(one) in face.letters for one in set(told)):
        return told
    return "".join(one if ord(one) in face.letters else NO_LETTER for one in told)


@lru_cache(maxsize=1)
def _face() -> Face:
    """Find a face that has every Vietnamese letter; the old Liberation 1 lacks ộ and Ủ."""
    for folder in FONT_FOLDERS:
        if Path(folder).is_dir() and (near := _face_in(folder)):
            return near
    everywhere = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False)
    for one in everywhere.fonts():
        if one.family in FACES and one.path and (found := _face_in(str(Path(one.path).parent))):
            return found
    raise FontMissingError(
        "Máy chưa có phông chữ Times New Roman hoặc Liberation Serif có đủ chữ Việt: "
        "hãy cài gói fonts-liberation2 rồi tạo lại tệp PDF."
    )


def _face_in(folder: str) -> Face | None:
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )
    faces = [one.path for one in found.fonts() if one.family in FACES and one.path]
    if not faces:
        return None
    letters = frozenset.intersection(*map(_letters, faces))
    return Face(found, letters) if set(map(ord, VIETNAMESE)) <= letters else None


def _letters(path: str) -> frozenset[int]:
    with TTFont(path, fontNumber=0, lazy=True) as face:
        return frozenset(face.getBestCmap())


def _told(document: Document) -> dict[str, Any]:
    head, signature = document.letterhead, document.signature
    return {
        "title": wording.title_of(document),
        "issuer": wording.issuer(document),
        "head": {
            "parent": wording.lines(head.parent_body),
            "issuing": wording.lines(head.issuing_body),
            "nation": wording.NATION,
            "motto": wording.MOTTO,
            "number": wording.clean(number_line(head)),
            "place": wording.place_and_date(head),
            "draft": wording.DRAFT if document.draft else "",
        },
        "title_lines": {
            "type": wording.clean(document.type_name).upper(),
            "subject": wording.lines(document.subject),
            "period": wording.period_line(document),
        },
        "addressees": wording.addressee_lines(document.addressees),
        "blocks": _blocks(closed(document.blocks)),
        "foot": {
            "label": wording.RECIPIENTS,
            "recipients": [wording.clean(one) for one in recipient_lines(document.recipients)],
            "capacity": wording.lines(signature.capacity) + wording.lines(signature.position),
            "name": " ".join(wording.lines(signature.name)),
            "unsigned": wording.UNSIGNED if document.draft else "",
        },
        "appendices": [
            {
                "name": wording.appendix_name(place),
                "title": " ".join(wording.lines(one.title)).upper(),
                "enclosed": wording.enclosed_with(document),
                "landscape": one.landscape,
                "blocks": _blocks(one.blocks),
            }
            for place, one in enumerate(document.appendices, 1)
        ],
    }


def _blocks(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    return [_block(number, block) for number, block in numbered(blocks)]


def _block(number: str, block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        level = list(Level).index(block.level) + 1
        text = " ".join(wording.lines(block.text))
        text = text.upper() if block.level is Level.ROMAN else text
        return {"kind": "heading", "level": level, "number": number, "text": text}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "lines": wording.lines(block.text), "italic": block.italic}
    if isinstance(block, Bullets):
        items = [" ".join(wording.lines(item)) for item in block.items]
        return {"kind": "bullets", "lines": items}
    return _table(block)


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "short": table.is_short,
        "code": wording.clean(table.code),
        "title": " ".join(wording.lines(table.title)),
        "heads": [{"group": name, "span": span} for name, span in wording.column_heads(table)],
        "columns": [
            {"title": wording.clean(one.title), "share": one.share, "align": str(one.align)}
            for one in table.columns
        ],
        "rows": [_row(row) for row in table.rows],
        "legend": [line for part in table.legend for line in wording.lines(part)],
    }


def _row(row: Row) -> dict[str, Any]:
    cells = [wording.said(cell) for cell in row.cells]
    return {
        "kind": str(row.kind),
        "cells": [{"text": one.text, "italic": one.italic} for one in cells],
    }
