"""Doors of overview: the home page, the figures, one figure opened, two maps, help.

``unit_figures`` is the card of figures on a unit's sheet, which the slice of units shows.
"""

from binhyen.overview.views.beside import unit_figures
from binhyen.overview.views.figures import (
    appendix,
    figure_list,
    figure_page,
    two_maps,
    workbook_file,
)
from binhyen.overview.views.home import help_page, home
from binhyen.overview.views.maps import map_page

__all__ = [
    "appendix",
    "figure_list",
    "figure_page",
    "help_page",
    "home",
    "map_page",
    "two_maps",
    "unit_figures",
    "workbook_file",
]
