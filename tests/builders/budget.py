"""What a page may ask of whoever opens it, counted and not timed: the same on every machine.

`OVER_BUDGET` gives a sentence for each budget that the page on the screen exceeds.
"""

import re
from typing import Any

ELEMENTS = 1_500
# A map has a shape and a row for each of up to 168 communes; a sheet a cell of every indicator
# five times; a page of a hundred rows was asked for.
MORE_ELEMENTS = {r"^/ban-do/$": 2_500, r"^/bao-cao/": 3_500}
STYLES = 3  # every page's, the slice's, and of a component it borrows
LAYOUT_SHIFT = 0.1
FIRST_REQUESTS, LATER_REQUESTS = 14, 3

OVER_BUDGET = """budget => {
  const found = [], say = (isWrong, words) => { if (isWrong) found.push(words); };
  const all = document.getElementsByTagName('*').length;
  say(all > budget.elements, `${all} elements`);
  say(document.querySelectorAll('h1').length !== 1, 'not one h1');
  say(!/^\\S.* · Bình Yên$/.test(document.title), `title “${document.title}”`);
  say(!['vi', 'en'].includes(document.documentElement.lang), 'no language');
  say(!document.querySelector('meta[name=viewport][content*="width=device-width"]'), 'no viewport');
  for (const one of document.images)
    say(!(one.getAttribute('width') && one.getAttribute('height')) && one.loading !== 'lazy',
        `image without a size: ${one.outerHTML.slice(0, 90)}`);
  for (const one of document.scripts)
    say(!one.defer && !one.async && one.type !== 'module' && one.type !== 'application/json',
        `waits for a script: ${one.outerHTML.slice(0, 90)}`);
  const styles = document.querySelectorAll('link[rel=stylesheet]').length;
  say(styles > budget.styles, `${styles} style sheets`);
  return found;
}"""


def budget_of(path: str) -> dict[str, Any]:
    """Give what the page at *path* may have."""
    more = [most for fits, most in MORE_ELEMENTS.items() if re.search(fits, path)]
    return {"elements": max(more, default=ELEMENTS), "styles": STYLES}
