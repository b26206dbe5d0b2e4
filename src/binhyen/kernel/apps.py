from django.apps import AppConfig
from django.utils import translation

from binhyen.kernel import words


class KernelConfig(AppConfig):
    name = "binhyen.kernel"

    def ready(self) -> None:
        import binhyen.kernel.lookups  # noqa: F401, PLC0415 -- makes ``__among`` known to fields

        words.speak_through(translation)
