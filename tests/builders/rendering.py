"""Documents to render: the year 2016 of one district, and a sheet of any length."""

from datetime import date
from decimal import Decimal

from binhyen.rendering.rules.document import (
    Align,
    Appendix,
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Form,
    Heading,
    Letterhead,
    Level,
    Number,
    Paragraph,
    Row,
    RowKind,
    Signature,
    State,
    Table,
    Text,
)

LEGEND = (
    (
        "Ghi chú: 0: đã đếm, bằng không; không phát sinh: đã trả lời, không có việc;"
        " ……: chưa trả lời; chưa báo cáo: chưa nhận được báo cáo; –: không so sánh được."
    ),
)
COMPARED = "So sánh với cùng kỳ"
MOVEMENT_COLUMNS = (
    Column("TT", 9, Align.CENTRE),
    Column("Nội dung", 62),
    Column("ĐVT", 20, Align.CENTRE),
    Column("Kỳ này", 28, Align.RIGHT),
    Column("Kỳ trước", 28, Align.RIGHT),
    Column("Cùng kỳ", 28, Align.RIGHT),
    Column("Lũy kế", 28, Align.RIGHT),
    Column("+/−", 18, Align.RIGHT, COMPARED),
    Column("%", 18, Align.RIGHT, COMPARED),
    Column("Ghi chú", 13),
)
GROUPS = (
    ("A", "Chỉ đạo, điều hành"),
    ("B", "Tuyên truyền, vận động"),
    ("C", "Mô hình tự quản"),
    ("D", "Lực lượng nòng cốt"),
    ("E", "Tiếp nhận ý kiến, tin báo"),
    ("F", "Hòa giải ở cơ sở"),
    ("G", "An toàn về an ninh, trật tự"),
    ("H", "Khen thưởng"),
    ("I", "Dân cư"),
)
NAMES = (
    ("Văn bản chỉ đạo, hướng dẫn đã ban hành", "văn bản"),
    ("Buổi tuyên truyền trực tiếp tại khu dân cư, cơ quan, trường học", "buổi"),
    ("Lượt người dự tuyên truyền", "lượt người"),
    ("Điểm mô hình tự quản đang duy trì", "điểm"),
    ("Tổ bảo vệ an ninh, trật tự", "tổ"),
    ("Ý kiến, kiến nghị của Nhân dân đã tiếp nhận", "ý kiến"),
)


def make_letterhead(
    number: str = "", signed_on: date | None = date(2016, 12, 5), place: str = "Tuyên Hóa"
) -> Letterhead:
    return Letterhead(
        parent_body="ỦY BAN NHÂN DÂN\nHUYỆN TUYÊN HÓA",
        issuing_body="BAN CHỈ ĐẠO 138",
        place=place,
        symbol="BC-BCĐ138",
        number=number,
        signed_on=signed_on,
        name_in_text="Ban Chỉ đạo 138 huyện Tuyên Hóa",
    )


def make_document(
    *blocks: Block,
    letterhead: Letterhead | None = None,
    appendices: tuple[Appendix, ...] = (),
    draft: bool = False,
    recipients: tuple[str, ...] = ("Ban Chỉ đạo 138 tỉnh (b/c)", "Lưu: VT, CAH"),
    addressees: tuple[str, ...] = (),
    subject: str = "Kết quả phong trào toàn dân bảo vệ an ninh Tổ quốc năm 2016",
) -> Document:
    return Document(
        letterhead=letterhead or make_letterhead(),
        type_name="BÁO CÁO",
        subject=subject,
        blocks=blocks or (Paragraph("Ban Chỉ đạo 138 huyện Tuyên Hóa báo cáo như sau:"),),
        signature=Signature("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN"),
        recipients=recipients,
        addressees=addressees,
        period=(date(2015, 12, 15), date(2016, 12, 14)),
        appendices=appendices,
        draft=draft,
    )


def make_table(*cells: Cell, title: str = "Biểu thử") -> Table:
    """A table of one named line for every cell."""
    columns = (
        Column("TT", 10, Align.CENTRE),
        Column("Nội dung", 90),
        Column("Kỳ này", 40, Align.RIGHT),
    )
    rows = tuple(
        Row((Text(str(place)), Text(f"Dòng {place}"), cell)) for place, cell in enumerate(cells, 1)
    )
    return Table(columns, rows, title=title, legend=LEGEND)


def movement_sheet(lines: int = 100) -> Table:
    """The movement's sheet, groups A to I, every kind of cell somewhere in it."""
    rows: list[Row] = []
    per_group = -(-lines // len(GROUPS))
    for group, (letter, title) in enumerate(GROUPS):
        rows.append(Row((Text(letter), Text(title)), RowKind.GROUP))
        first = group * per_group
        rows += [_line(place) for place in range(first, min(first + per_group, lines))]
    total: list[Cell] = [Text(""), Text("Cộng số buổi"), Text("buổi"), *[Number(12_345)] * 4]
    rows.append(
        Row((*total, Number(-7, form=Form.SIGNED), State.INCOMPARABLE, Text("")), RowKind.TOTAL)
    )
    return Table(
        MOVEMENT_COLUMNS,
        tuple(rows),
        title="Biểu tổng hợp phong trào toàn dân bảo vệ an ninh Tổ quốc",
        code="Biểu số 01/PT",
        legend=LEGEND,
    )


def district_report(*, draft: bool = False, number: str = "142") -> Document:
    """The district of article 002 in its year 2016; what the article does not say is made up."""
    return make_document(
        *_narrative(),
        letterhead=make_letterhead(number=number),
        addressees=("Ban Chỉ đạo 138 tỉnh Quảng Bình",),
        recipients=(
            "Như trên",
            "Thường trực Huyện ủy, HĐND huyện",
            "UBND huyện",
            "Thành viên Ban Chỉ đạo 138 huyện",
            "Ban Chỉ đạo 138 các xã, thị trấn",
            "Lưu: VT, CAH",
        ),
        appendices=(
            Appendix("Tổng hợp số liệu phong trào năm 2016", (movement_sheet(),)),
            Appendix("Danh sách mô hình xếp loại khá", (_schemes(),), landscape=False),
        ),
        draft=draft,
    )


def _line(place: int) -> Row:
    name, unit = NAMES[place % len(NAMES)]
    amount = 1_000 + place * 257
    hedges = ("EXACT", "ABOUT", "EXACT", "OVER", "EXACT", "NEARLY", "EXACT", "UNDER")
    now: Cell = Number(amount, hedges[place % 8], mark="*" if place % 17 == 3 else "")
    before: Cell = Number(amount - 13 * (place - 40))
    last_year: Cell = State.INCOMPLETE if place % 11 == 5 else Number(amount - 272)
    if place % 13 == 4:
        now = State.NIL
    if place % 9 == 2:
        before = State.NOT_REPORTED
    if place % 15 == 7:
        before = State.BLANK
    compared = isinstance(now, Number) and isinstance(last_year, Number)
    difference: Cell = Number(272, form=Form.SIGNED) if compared else State.INCOMPARABLE
    share = Decimal(27_200) / Decimal(amount - 272)
    percent: Cell = (
        Number(round(share, 1), form=Form.SIGNED_PERCENT) if compared else State.INCOMPARABLE
    )
    cells = (now, before, last_year, Number(amount * 3), difference, percent, Text(""))
    return Row((Text(str(place + 1)), Text(f"{name} ({place + 1})"), Text(unit), *cells))


def _narrative() -> tuple[Block, ...]:
    return (
        Paragraph(
            "Thực hiện chế độ báo cáo định kỳ theo Nghị định số 09/2019/NĐ-CP ngày 24 tháng 01 năm "
            "2019 của Chính phủ, Ban Chỉ đạo 138 huyện Tuyên Hóa báo cáo kết quả như sau:"
        ),
        Heading(Level.ROMAN, "Tình hình"),
        Paragraph(
            "Tình hình an ninh, trật tự trên địa bàn huyện cơ bản ổn định. Các xã, thị trấn duy "
            "trì sinh hoạt của Ban Chỉ đạo; việc tiếp nhận ý kiến của Nhân dân có nền nếp."
        ),
        Heading(Level.ROMAN, "Kết quả"),
        Heading(Level.ARABIC, "Công tác chỉ đạo"),
        Paragraph("Ban hành 12 văn bản chỉ đạo, hướng dẫn; tổ chức 04 cuộc họp Ban Chỉ đạo."),
        Heading(Level.ARABIC, "Tuyên truyền, xây dựng mô hình"),
        Heading(Level.LETTER, "Tuyên truyền"),
        Paragraph("Tổ chức tuyên truyền cho gần 26.000 lượt người dự, tăng 272 lượt so cùng kỳ."),
        Heading(Level.LETTER, "Mô hình tự quản"),
        Bullets(
            (
                "Duy trì 70 điểm mô hình tự quản về an ninh, trật tự;",
                "Xếp loại khá 50 điểm, đạt 71,4 % tổng số điểm đang duy trì.",
            )
        ),
        _figures(),
        Heading(Level.ROMAN, "Đánh giá"),
        Heading(Level.ARABIC, "Ưu điểm"),
        Paragraph("Phong trào được duy trì đều ở các xã, thị trấn; Nhân dân tích cực tham gia."),
        Heading(Level.ARABIC, "Tồn tại, hạn chế"),
        Paragraph(
            "Một số mô hình còn hình thức, người đứng đầu ở một vài nơi chưa quan tâm; 20 điểm mô "
            "hình chưa được xếp loại; 02 xã chưa trả lời đủ các chỉ tiêu của biểu."
        ),
        Heading(Level.ROMAN, "Phương hướng"),
        Paragraph("Củng cố các mô hình chưa được xếp loại trước ngày 30 tháng 6 năm 2017."),
        Heading(Level.ROMAN, "Đề xuất, kiến nghị"),
        Paragraph("Đề nghị Ban Chỉ đạo 138 tỉnh tập huấn cho lực lượng nòng cốt ở cơ sở."),
    )


def _figures() -> Table:
    columns = (
        Column("TT", 9, Align.CENTRE),
        Column("Nội dung", 55),
        Column("ĐVT", 20, Align.CENTRE),
        Column("Kỳ này", 29, Align.RIGHT),
        Column("Kỳ trước", 27, Align.RIGHT),
        Column("So sánh", 25, Align.RIGHT),
    )
    rows: tuple[tuple[Cell, ...], ...] = (
        (
            Text("1"), Text("Lượt người dự tuyên truyền"), Text("lượt người"),
            Number(26_000, "NEARLY"), Number(25_728), Number(272, "ABOUT", Form.SIGNED),
        ),
        (
            Text("2"), Text("Điểm mô hình tự quản đang duy trì"), Text("điểm"),
            Number(70), Number(71), Number(-1, form=Form.SIGNED),
        ),
        (
            Text("3"), Text("Điểm mô hình xếp loại khá"), Text("điểm"),
            Number(50), State.NOT_REPORTED, State.INCOMPARABLE,
        ),
        (
            Text("4"), Text("Tỷ lệ điểm mô hình xếp loại khá"), Text("%"),
            Number(Decimal("71.4"), form=Form.PERCENT), State.BLANK, State.INCOMPARABLE,
        ),
        (
            Text("5"), Text("Vụ việc hòa giải không thành"), Text("vụ"),
            State.NIL, Number(0), State.INCOMPARABLE,
        ),
    )  # fmt: skip
    return Table(
        columns,
        tuple(Row(cells) for cells in rows),
        title="Biểu 1. Một số kết quả chính năm 2016",
        legend=LEGEND,
    )


def _schemes() -> Table:
    columns = (Column("TT", 12, Align.CENTRE), Column("Mô hình", 90), Column("Xã, thị trấn", 60))
    named = ("Dòng họ Lục tự quản", "Tiếng kẻng an ninh", "Camera an ninh", "Khu dân cư tự quản")
    rows = tuple(
        Row((Text(str(place)), Text(f"{named[place % 4]} số {place}"), Text("xã Mai Hóa")))
        for place in range(1, 51)
    )
    return Table(columns, rows, title="")
