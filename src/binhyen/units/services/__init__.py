"""Writes of the units slice."""

from binhyen.units.services.importing import Imported, import_units
from binhyen.units.services.places import PlaceRefusedError, create_area, create_organisation
from binhyen.units.services.stamps import stamp_changes

__all__ = [
    "Imported",
    "PlaceRefusedError",
    "create_area",
    "create_organisation",
    "import_units",
    "stamp_changes",
]
