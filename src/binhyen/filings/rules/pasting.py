"""Words as people paste them, made plain: what an office program hides in them is left out."""

import re
import unicodedata

_HIDDEN = re.compile(  # none looks past the next of its own kind: what is never closed costs little
    r"<!--(?:(?!<!--|-->).)*+-->|<!\[(?:(?!<!\[|\]>).)*+\]>|"
    r"<(style|xml|script|head)(?=[\s>])[^<>]*+>(?:(?!</?\1[\s>]).)*+</\1\s*>",
    re.DOTALL | re.IGNORECASE,
)
_BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li|tr|h[1-6])\s*>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:\w+:\w+|a|b|body|br|center|div|em|font|h[1-6]|head|html|i|img|li|link|meta|ol|p|"
    r"span|strong|sub|sup|table|tbody|td|th|thead|tr|u|ul)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITY = {"&nbsp;": " ", "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"'}
_BULLET = re.compile(r"^[ \t]*[·•▪●○§¨\uf0b7\uf0a7\uf02d][ \t]*", re.MULTILINE)
_SPACES = re.compile(r"[ \t]+")
_EMPTY = re.compile(r"\n{3,}")


def plain_words(text: str) -> str:
    r"""Take tags, comments, controls and odd bullets out, compose letters; keep paragraphs.

    >>> plain_words('<p class="MsoNormal">Hòa giải<o:p></o:p></p><p>·  Hai vụ</p>')
    'Hòa giải\n- Hai vụ'
    >>> plain_words("số vụ < 5")
    'số vụ < 5'
    """
    text = (
        unicodedata.normalize("NFC", text)
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u00a0", " ")
    )
    text = _TAG.sub("", _BREAK.sub("\n", _HIDDEN.sub("", text)))
    for entity, sign in _ENTITY.items():
        text = text.replace(entity, sign)
    text = _BULLET.sub("- ", text)
    text = "".join(sign for sign in text if sign in "\n\t" or sign.isprintable())
    lines = [_SPACES.sub(" ", line).strip() for line in text.split("\n")]
    return _EMPTY.sub("\n\n", "\n".join(lines)).strip()
