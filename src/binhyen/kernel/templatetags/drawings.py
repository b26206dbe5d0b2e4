"""Our own drawings: 24 × 24 icons of one stroke, 16 × 16 shapes of state, the mark."""

from typing import Final

ICONS: Final = {
    "alert": '<path d="M12 4 2.8 20h18.4z"/><path d="M12 10v4.5M12 17v.4"/>',
    "arrow-left": '<path d="M20 12H5M11 6l-6 6 6 6"/>',
    "arrow-right": '<path d="M4 12h15M13 6l6 6-6 6"/>',
    "book": '<path d="M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3z"/>'
    '<path d="M5 17a3 3 0 0 1 3-3h11"/>',
    "calendar": '<rect x="4" y="6" width="16" height="14" rx="1"/>'
    '<path d="M4 11h16M8 3v5M16 3v5"/>',
    "camera": '<path d="M4 8h4l2-3h4l2 3h4v11H4z"/><circle cx="12" cy="13" r="3.2"/>',
    "chart": '<path d="M4 20h16M7 20v-7M12 20V5M17 20v-10"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "chevron-down": '<path d="m6 9.5 6 6 6-6"/>',
    "chevron-left": '<path d="m14.5 6-6 6 6 6"/>',
    "chevron-right": '<path d="m9.5 6 6 6-6 6"/>',
    "chevron-up": '<path d="m6 14.5 6-6 6 6"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.3l3.4 2"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "done": '<circle cx="12" cy="12" r="8.5"/><path d="m8 12.3 2.8 2.8L16 9.6"/>',
    "download": '<path d="M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14"/>',
    "eye": '<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/>'
    '<circle cx="12" cy="12" r="2.8"/>',
    "file": '<path d="M6 3h8l4 4v14H6z"/><path d="M14 3v5h4M9 12.5h6M9 16.5h6"/>',
    "filter": '<path d="M4 6h16M7 12h10M10 18h4"/>',
    "history": '<path d="M4.5 8.5A8.5 8.5 0 1 1 3.7 13"/><path d="M4 4v5h5M12 8v4.5l3 2"/>',
    "home": '<path d="M4 11.5 12 4l8 7.5V20h-5.5v-5h-5v5H4z"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 7.7v.4"/>',
    "link": '<path d="M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.7-5.7l-1 1"/>'
    '<path d="M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.7 5.7l1-1"/>',
    "lock": '<rect x="5" y="11" width="14" height="9" rx="1"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "map": '<path d="m3 6 6-2.5 6 2.5 6-2.5V18l-6 2.5L9 18l-6 2.5z"/>'
    '<path d="M9 3.5V18M15 6v14.5"/>',
    "microphone": '<rect x="9" y="3" width="6" height="11" rx="3"/>'
    '<path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"/>',
    "minus": '<path d="M6 12h12"/>',
    "offline": '<path d="M4 4l16 16M8.5 15.5a5 5 0 0 1 5.5-1M5 12a10 10 0 0 1 4-2.3'
    'M13 9.1a10 10 0 0 1 6 2.9M2.5 8.5a14 14 0 0 1 3-2M10.5 5.1a14 14 0 0 1 11 3.4M12 19v.3"/>',
    "pencil": '<path d="m4 20 1-4.5L16 4.5l3.5 3.5-11 11z"/><path d="m13.5 7 3.5 3.5"/>',
    "people": '<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20a6.5 6.5 0 0 1 13 0"/>'
    '<path d="M15.5 4.8a3.5 3.5 0 0 1 0 6.4M18 14.5a6.5 6.5 0 0 1 3.5 5.5"/>',
    "plus": '<path d="M12 6v12M6 12h12"/>',
    "print": '<path d="M7 9V4h10v5M7 17H4V9h16v8h-3"/><path d="M7 14h10v6H7z"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5 5"/>',
    "settings": '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/>'
    '<circle cx="9" cy="17" r="2"/>',
    "sign-out": '<path d="M10 4H5v16h5M9.5 12H20M16 8l4 4-4 4"/>',
    "text-size": '<path d="m3 18 5-12 5 12M4.8 14h6.4M18 9v6M15 12h6"/>',
    "upload": '<path d="M12 16V5M7.5 9.5 12 5l4.5 4.5M5 20h14"/>',
    "user": '<circle cx="12" cy="8" r="3.8"/><path d="M4.5 20.5a7.5 7.5 0 0 1 15 0"/>',
}  # fmt: skip

_HATCH: Final = "M2.5 6.5l4-4M2.5 10.5l8-8M3 14l10.5-10.5M6 14l7.5-7.5M10 14l3.5-3.5"
SHAPES: Final = {
    "circle-dashed": '<circle cx="8" cy="8" r="5.7" stroke-dasharray="2.2 2.2"/>',
    "circle-half": '<circle cx="8" cy="8" r="5.7"/>'
    '<path class="full" d="M8 2.3a5.7 5.7 0 0 1 0 11.4z"/>',
    "circle-tick": '<circle class="full" cx="8" cy="8" r="5.7"/>'
    '<path class="cut" d="m5.3 8.2 2 2 3.5-4"/>',
    "circle-two": '<circle cx="6" cy="8" r="4.3"/><circle class="full" cx="10" cy="8" r="4.3"/>',
    "circle-slashed": '<circle cx="8" cy="8" r="5.7"/><path d="m4 12 8-8"/>',
    "square-dashed": '<path d="M2.5 2.5h11v11h-11z" stroke-dasharray="2.2 2.2"/>',
    "square-half": '<path d="M2.5 2.5h11v11h-11z"/><path class="full" d="M8 2.5h5.5v11H8z"/>',
    "square-tick": '<path class="full" d="M2.5 2.5h11v11h-11z"/>'
    '<path class="cut" d="m5.2 8.2 2 2 3.6-4.2"/>',
    "square-back": '<path d="M2.5 2.5h11v11h-11z"/><path d="M11.5 8H5M7.5 5.5 5 8l2.5 2.5"/>',
    "square-hatched": f'<path d="M2.5 2.5h11v11h-11z"/><path class="thin" d="{_HATCH}"/>',
    "triangle-open": '<path d="M8 2.5 14 13.5H2z"/>',
    "triangle-full": '<path class="full" d="M8 2.5 14 13.5H2z"/>'
    '<path class="cut" d="M8 6.5v3M8 11.3v.3"/>',
    "diamond-full": '<path class="full" d="m8 2 6 6-6 6-6-6z"/>',
    "diamond-half": '<path d="m8 2 6 6-6 6-6-6z"/><path class="full" d="M8 2v12L2 8z"/>',
    "diamond-open": '<path d="m8 2 6 6-6 6-6-6z"/>',
}  # fmt: skip

MARK: Final = (
    '<svg class="mark" viewBox="0 0 32 28" aria-hidden="true" focusable="false">'
    '<path class="sun" d="M6.5 12.5a9.5 9.5 0 0 1 19 0z"/>'
    '<path class="rules" d="M1 16h30M5 20.5h22M9 25h14"/></svg>'
)
TERRACES: Final = (
    '<svg class="terraces" viewBox="0 0 120 56" aria-hidden="true" focusable="false">'
    '<path class="sun" d="M43 23a17 17 0 0 1 34 0z"/>'
    '<path class="rules" d="M4 29c20-8 34-6 56-4s38 2 56-2M8 39c20-6 34-5 52-3s36 2 52-2'
    'M18 48c16-5 28-4 42-2s28 1 42-2"/></svg>'
)
