"""A document as a Word file, laid out by Decree 30/2020, which an officer can go on editing."""

import re
from copy import deepcopy
from datetime import datetime
from io import BytesIO
from typing import Any

import docx
from django.utils import translation
from docx.document import Document as File
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from binhyen.rendering.rules.document import (
    Appendix,
    Block,
    Bullets,
    Document,
    Heading,
    Letterhead,
    Level,
    Paragraph,
    Table,
    closed,
    number_line,
    recipient_lines,
)
from binhyen.rendering.rules.widths import MOTTO_WIDTH, rule_under
from binhyen.rendering.services import wording
from binhyen.rendering.services.packing import packed
from binhyen.rendering.services.word_parts import drawn_rule, paragraph, sheet, side_by_side
from binhyen.rendering.services.word_styles import empty_file, heading_list

TEXT_WIDTH = 165.0  # A4 less 30 and 15 mm
WIDE_TEXT_WIDTH = 252.0
LEFT_HEAD, RIGHT_HEAD = 66.0, 99.0
HEAD_SIZE, TITLE_SIZE = 13, 14
HEADING_STYLES = {Level.ROMAN: "Heading1", Level.ARABIC: "Heading2", Level.LETTER: "Heading3"}
FIRST_APPENDIX_LIST = 10
NAMESPACE = re.compile(r' xmlns:\w+="[^"]*"')


def render_docx(document: Document) -> bytes:
    """Write *document* as .docx; the same document always gives the same bytes."""
    with translation.override("vi"):
        file = docx.Document(BytesIO(empty_file()))
        _write_properties(file, document)
        written = _filled(file, document)
        held = BytesIO()
        file.save(held)
        return packed(held.getvalue(), document=written)


def _filled(file: File, document: Document) -> bytes:
    """Write the part that holds the text as text: read into a tree it took ten times as long."""
    page: Any = file.element.body.sectPr
    blocks = [_block(block, TEXT_WIDTH) for block in closed(document.blocks)]
    parts = [_letterhead(document), _title(document), _addressees(document), *blocks]
    parts[-1] = _kept_with_signature(parts[-1])
    parts.append(_foot(document))
    for place, appendix in enumerate(document.appendices, 1):
        parts.append(_end_of_section(page))
        page = _appendix_page(page, appendix)
        numbering = file.part.numbering_part.element
        numbering.append(parse_xml(heading_list(FIRST_APPENDIX_LIST + place)))
        parts += _appendix(document, appendix, place)
    parts.append(_plain(page))
    empty = serialize_part_xml(file.element).decode()
    before, _sign, after = empty.partition("<w:body>")
    text = f"{before}<w:body>{''.join(parts)}{after[after.index('</w:body>') :]}"
    return text.encode()


def _letterhead(document: Document) -> str:
    head = document.letterhead
    left = [paragraph("CoQuanChuQuan", line) for line in wording.lines(head.parent_body)]
    left += [paragraph("CoQuanBanHanh", line) for line in wording.lines(head.issuing_body)]
    left.append(drawn_rule(_rule_under_issuer(head), LEFT_HEAD))
    right = [
        paragraph("QuocHieu", wording.NATION),
        paragraph("TieuNgu", wording.MOTTO),
        drawn_rule(MOTTO_WIDTH, RIGHT_HEAD),
    ]
    number = paragraph("SoKyHieu", wording.clean(number_line(head)))
    if document.draft:
        number += paragraph("DuThao", wording.DRAFT)
    place = paragraph("DiaDanhNgayThang", wording.place_and_date(head))
    rows = [("".join(left), "".join(right)), (number, place)]
    return side_by_side((LEFT_HEAD, RIGHT_HEAD), rows)


def _rule_under_issuer(head: Letterhead) -> float:
    longest = max(wording.lines(head.issuing_body) or [""], key=len)
    return rule_under(longest, HEAD_SIZE, LEFT_HEAD)


def _title(document: Document) -> str:
    subject = wording.lines(document.subject)
    longest = max(subject or [""], key=len)
    written = paragraph("Title", wording.clean(document.type_name).upper())
    written += "".join(paragraph("Subtitle", line) for line in subject)
    written += drawn_rule(rule_under(longest, TITLE_SIZE, TEXT_WIDTH), TEXT_WIDTH)
    if period := wording.period_line(document):
        written += paragraph("KySoLieu", period)
    return written


def _addressees(document: Document) -> str:
    named = wording.addressee_lines(document.addressees)
    if not named:
        return ""
    if len(named) == 1:
        return paragraph("KinhGui", f"Kính gửi: {named[0]}")
    return paragraph("KinhGui", "Kính gửi:") + "".join(
        paragraph("KinhGuiNhieuNoi", line) for line in named
    )


def _block(block: Block, room: float, numbering: int | None = None) -> str:
    if isinstance(block, Heading):
        text = " ".join(wording.lines(block.text))
        text = text.upper() if block.level is Level.ROMAN else text
        return paragraph(HEADING_STYLES[block.level], text, _list(block.level, numbering))
    if isinstance(block, Paragraph):
        style = "CanCu" if block.italic else "BodyText"
        return "".join(paragraph(style, line) for line in wording.lines(block.text))
    if isinstance(block, Bullets):
        return "".join(
            paragraph("ListBullet", " ".join(wording.lines(item))) for item in block.items
        )
    return _sheet(block, room)


def _list(level: Level, numbering: int | None) -> str:
    if numbering is None:
        return ""
    place = list(Level).index(level)
    return f'<w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="{numbering}"/></w:numPr>'


def _sheet(table: Table, room: float) -> str:
    written = paragraph("MaBieu", wording.clean(table.code)) if table.code else ""
    if table.title:
        written += paragraph("Caption", " ".join(wording.lines(table.title)))
    written += sheet(table, room)
    # Word wants a paragraph between a table and whatever follows it
    legend = [line for part in table.legend for line in wording.lines(part)]
    return written + "".join(paragraph("ChuGiai", line) for line in legend or [""])


def _foot(document: Document) -> str:
    recipients = [wording.clean(one) for one in recipient_lines(document.recipients)]
    left = paragraph("NoiNhan", wording.RECIPIENTS)
    left += "".join(paragraph("DanhSachNoiNhan", line) for line in recipients)
    signature = document.signature
    right = "".join(
        paragraph("QuyenHanChucVu", line)
        for part in (signature.capacity, signature.position)
        for line in wording.lines(part)
    )
    if document.draft:
        right += paragraph("ChuaKy", wording.UNSIGNED)
    else:
        right += paragraph("HoVaTen", " ".join(wording.lines(signature.name)))
    gap = paragraph("Normal", "", "<w:keepNext/>")
    return gap + side_by_side((TEXT_WIDTH / 2, TEXT_WIDTH / 2), [(left, right)])


def _kept_with_signature(last: str) -> str:
    """Let no signature stand alone on a page: the last words go with it."""
    if not last.endswith("</w:p>"):
        return last
    style_ends = last.index("/>", last.rindex("<w:p><w:pPr><w:pStyle")) + len("/>")
    return f"{last[:style_ends]}<w:keepNext/>{last[style_ends:]}"


def _appendix(document: Document, appendix: Appendix, place: int) -> list[str]:
    room = WIDE_TEXT_WIDTH if appendix.landscape else TEXT_WIDTH
    title = " ".join(wording.lines(appendix.title)).upper()
    written = [
        paragraph("PhuLuc", wording.appendix_name(place)),
        paragraph("TenPhuLuc", title),
        paragraph("KemTheo", wording.enclosed_with(document)),
        drawn_rule(40, room, after=6),
    ]
    numbering = FIRST_APPENDIX_LIST + place
    return written + [_block(block, room, numbering) for block in appendix.blocks]


def _end_of_section(page: Any) -> str:
    """Close the pages so far: their shape is kept in a last, all but invisible paragraph."""
    return f'<w:p><w:pPr><w:pStyle w:val="DuongKe"/>{_plain(page)}</w:pPr></w:p>'


def _plain(element: Any) -> str:
    """Write an element as part of a document that names its languages once, at the top."""
    return NAMESPACE.sub("", serialize_part_xml(element).decode().partition("?>")[2].strip())


def _appendix_page(page: Any, appendix: Appendix) -> Any:
    """Turn the page for a wide sheet and count its pages from 1 again."""
    turned = deepcopy(page)
    size = turned.find(qn("w:pgSz"))
    short, long = sorted((size.get(qn("w:w")), size.get(qn("w:h"))), key=int)
    if appendix.landscape:
        size.set(qn("w:w"), long)
        size.set(qn("w:h"), short)
        size.set(qn("w:orient"), "landscape")
    else:
        size.set(qn("w:w"), short)
        size.set(qn("w:h"), long)
        size.attrib.pop(qn("w:orient"), None)
    for old in turned.findall(qn("w:pgNumType")):
        turned.remove(old)
    turned.find(qn("w:pgMar")).addnext(parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>'))
    return turned


def _write_properties(file: File, document: Document) -> None:
    """Name the document and the body that issues it, no person, no machine, no clock."""
    properties = file.core_properties
    properties.title = wording.title_of(document)[:255]
    properties.author = properties.last_modified_by = wording.issuer(document)[:255]
    properties.comments = properties.keywords = properties.subject = properties.category = ""
    properties.language, properties.revision = "vi-VN", 1
    day = wording.day_of(document)
    written = datetime(day.year, day.month, day.day)  # noqa: DTZ001 -- a property
    properties.created = properties.modified = written
