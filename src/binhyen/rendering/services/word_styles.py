"""The empty Word file every document starts from: Decree 30's faces as styles to edit with."""

from functools import lru_cache
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as File
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

FACE = "Times New Roman"
KEPT_TABLE_STYLES = {"Normal Table", "Table Grid"}
# what the library's own empty file carries; the styles come in it a second time, ten times as long
NOT_OURS = ("/thumbnail", "/extended-properties", "/customXml", "/stylesWithEffects")
INDENT = 720  # 1,27 cm
TWIPS_IN_POINT = 20
HEADINGS, BULLETS = 1, 2
LINE = ' w:line="264" w:lineRule="auto"'  # 1.1 lines
SPACED = {"DuongKe", "BodyText", "CanCu", "ListBullet", "Heading1", "Heading2", "Heading3"}
LEVELS = (("upperRoman", "%1.", "Heading1"), ("decimal", "%2.", "Heading2"),
          ("lowerLetter", "%3)", "Heading3"))  # fmt: skip

# name, id, size, face (b bold, i italic), alignment, points before, points after, what else
Style = tuple[str, str, float, str, str, float, float, str]
KEEP = "<w:keepNext/>"
FIRST = f'<w:ind w:firstLine="{INDENT}"/>'
STYLES: tuple[Style, ...] = (
    ("Body Text", "BodyText", 14, "", "both", 6, 0, FIRST),
    ("Căn cứ", "CanCu", 14, "i", "both", 6, 0, FIRST),
    ("Heading 1", "Heading1", 14, "b", "both", 6, 0, KEEP + FIRST),
    ("Heading 2", "Heading2", 14, "b", "both", 6, 0, KEEP + FIRST),
    ("Heading 3", "Heading3", 14, "", "both", 6, 0, KEEP + FIRST),
    ("List Bullet", "ListBullet", 14, "", "both", 6, 0, FIRST),
    ("Quốc hiệu", "QuocHieu", 13, "b", "center", 0, 0, ""),
    ("Tiêu ngữ", "TieuNgu", 14, "b", "center", 0, 0, ""),
    ("Cơ quan chủ quản", "CoQuanChuQuan", 13, "", "center", 0, 0, ""),
    ("Cơ quan ban hành", "CoQuanBanHanh", 13, "b", "center", 0, 0, ""),
    ("Đường kẻ", "DuongKe", 1, "", "center", 2, 0, ""),
    ("Số, ký hiệu", "SoKyHieu", 13, "", "center", 6, 0, ""),
    ("Địa danh, ngày tháng", "DiaDanhNgayThang", 13, "i", "center", 6, 0, ""),
    ("Dự thảo", "DuThao", 13, "b", "center", 6, 0, ""),
    ("Title", "Title", 14, "b", "center", 18, 0, KEEP),
    ("Subtitle", "Subtitle", 14, "b", "center", 0, 0, KEEP),
    ("Kỳ số liệu", "KySoLieu", 14, "i", "center", 6, 6, ""),
    ("Kính gửi", "KinhGui", 14, "", "center", 12, 6, ""),
    ("Kính gửi nhiều nơi", "KinhGuiNhieuNoi", 14, "", "left", 6, 0,
     '<w:ind w:left="2835" w:hanging="170"/>'),
    ("Caption", "Caption", 13, "b", "center", 8, 4, KEEP),
    ("Mã biểu", "MaBieu", 12, "", "left", 6, 0, KEEP),
    ("Đầu bảng", "DauBang", 12, "b", "center", 2, 2, KEEP),
    ("Ô bảng", "OBang", 12, "", "left", 2, 2, ""),
    ("Chú giải", "ChuGiai", 11, "i", "both", 3, 0, ""),
    ("Nơi nhận", "NoiNhan", 12, "bi", "left", 0, 0, KEEP),
    ("Danh sách nơi nhận", "DanhSachNoiNhan", 11, "", "left", 0, 0, ""),
    ("Quyền hạn, chức vụ", "QuyenHanChucVu", 14, "b", "center", 0, 0, KEEP),
    ("Họ và tên", "HoVaTen", 14, "b", "center", 76, 0, ""),
    ("Chưa ký", "ChuaKy", 14, "i", "center", 76, 0, ""),
    ("Phụ lục", "PhuLuc", 14, "b", "center", 0, 0, KEEP),
    ("Tên phụ lục", "TenPhuLuc", 14, "b", "center", 0, 0, KEEP),
    ("Kèm theo", "KemTheo", 13, "i", "center", 0, 6, KEEP),
    ("Header", "Header", 14, "", "center", 0, 0, ""),
)  # fmt: skip


@lru_cache(maxsize=1)
def empty_file() -> bytes:
    """Give the file with styles, numbering and page numbers, and no word in it."""
    file = docx.Document()
    _drop_what_is_not_ours(file)
    _set_defaults(file)
    for style in STYLES:
        _define(file, style)
    _number(file)
    _set_page(file)
    held = BytesIO()
    file.save(held)
    return held.getvalue()


def heading_list(number: int) -> str:
    """Give a list of heads that counts from I. again, for a section of its own."""
    starts = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>'
        for level in range(len(LEVELS))
    )
    return (
        f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{HEADINGS}"/>'
        f"{starts}</w:num>"
    )


def _drop_what_is_not_ours(file: File) -> None:
    styles = file.styles.element
    for style in list(styles.style_lst):
        is_table = style.get(qn("w:type")) == "table"
        if is_table and style.name_val not in KEPT_TABLE_STYLES:
            styles.remove(style)
    for relations in (file.part.package.rels, file.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(NOT_OURS):
                del relations[key]


def _set_defaults(file: File) -> None:
    """Set the language, the face and the line of everything that says nothing else."""
    styles = file.styles.element
    styles.remove(styles.find(qn("w:docDefaults")))
    styles.insert(
        0,
        parse_xml(
            f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>{_fonts()}"
            '<w:sz w:val="28"/><w:szCs w:val="28"/>'
            '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
            '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240"'
            ' w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        ),
    )
    _set_settings(file.settings.element)
    _define(file, ("Normal", "Normal", 14, "", "left", 0, 0, ""))


def _set_settings(settings: Any) -> None:
    """Say the present edition of the format, and Vietnam's signs in numbers."""
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), "15")
    for tag in ("w:savePreviewPicture", "w:rsids"):
        for old in settings.findall(qn(tag)):
            settings.remove(old)
    for tag, value in (("w:decimalSymbol", ","), ("w:listSeparator", ";")):
        settings.find(qn(tag)).set(qn("w:val"), value)
    language = settings.find(qn("w:themeFontLang"))
    language.attrib.clear()
    language.set(qn("w:val"), "vi-VN")


def _define(file: File, style: Style) -> None:
    name, style_id, size, face, align, before, after, more = style
    names = {one.name for one in file.styles}
    if name not in names:
        file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    written = file.styles[name]
    element = written.element
    element.styleId = style_id
    if name.startswith("Heading"):
        written.next_paragraph_style = file.styles["Body Text"]
    for tag in ("w:pPr", "w:rPr", "w:semiHidden", "w:unhideWhenUsed"):
        for old in element.findall(qn(tag)):
            element.remove(old)
    element.append(parse_xml(_paragraph_of(style_id, align, before, after, more)))
    slant = ("<w:b/><w:bCs/>" if "b" in face else "") + ("<w:i/><w:iCs/>" if "i" in face else "")
    half_points = round(size * 2)
    element.append(
        parse_xml(
            f'<w:rPr {nsdecls("w")}>{_fonts()}{slant}<w:color w:val="000000"/>'
            f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'
        )
    )


def _paragraph_of(style_id: str, align: str, before: float, after: float, more: str) -> str:
    """Write a style's paragraph properties, in the order the format asks for."""
    keep = KEEP if KEEP in more else ""
    level = next((place for place, one in enumerate(LEVELS) if one[2] == style_id), None)
    numbering = ""
    if level is not None:
        numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{HEADINGS}"/></w:numPr>'
    elif style_id == "ListBullet":
        numbering = f'<w:numPr><w:numId w:val="{BULLETS}"/></w:numPr>'
    line = ' w:line="40" w:lineRule="exact"' if style_id == "DuongKe" else LINE
    line = line if style_id in SPACED else ""
    outline = f'<w:outlineLvl w:val="{level}"/>' if level is not None else ""
    return (
        f"<w:pPr {nsdecls('w')}>{keep}{numbering}"
        f'<w:spacing w:before="{round(before * TWIPS_IN_POINT)}"'
        f' w:after="{round(after * TWIPS_IN_POINT)}"{line}/>'
        f'{more.replace(KEEP, "")}<w:jc w:val="{align}"/>{outline}</w:pPr>'
    )


def _number(file: File) -> None:
    """Number heads I., 1., a) and points with a dash, so that an added one counts itself."""
    numbering = file.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    levels = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:pStyle w:val="{style}"/><w:suff w:val="space"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="{INDENT}"/></w:pPr></w:lvl>'
        for place, (kind, text, style) in enumerate(LEVELS)
    )
    dash = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        '<w:pStyle w:val="ListBullet"/><w:suff w:val="space"/><w:lvlText w:val="-"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="{INDENT}"/></w:pPr></w:lvl>'
    )
    for number, content in ((HEADINGS, levels), (BULLETS, dash)):
        numbering.append(
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
                f'<w:multiLevelType w:val="multilevel"/>{content}</w:abstractNum>'
            )
        )
    for number in (HEADINGS, BULLETS):
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}">'
                f'<w:abstractNumId w:val="{number}"/></w:num>'
            )
        )


def _set_page(file: File) -> None:
    """A4, Decree 30's margins, the page's number in the top margin from the second page on."""
    page = file.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(20)
    page.left_margin, page.right_margin = Mm(30), Mm(15)
    page.header_distance, page.footer_distance = Mm(10), Mm(10)
    page.different_first_page_header_footer = True
    page.first_page_header.is_linked_to_previous = False
    page.header.is_linked_to_previous = False
    paragraph = page.header.paragraphs[0]._p  # noqa: SLF001 -- python-docx has no fields
    for kind in ("begin", "PAGE", "end"):
        inner = (
            "<w:instrText>PAGE</w:instrText>"
            if kind == "PAGE"
            else f'<w:fldChar w:fldCharType="{kind}"/>'
        )
        paragraph.append(parse_xml(f"<w:r {nsdecls('w')}>{inner}</w:r>"))


def _fonts() -> str:
    return f'<w:rFonts w:ascii="{FACE}" w:hAnsi="{FACE}" w:eastAsia="{FACE}" w:cs="{FACE}"/>'
