"""Filings, over HTTP."""

from ninja import Router

from binhyen.filings.api import filing, redrafting

router = Router()
router.add_router("", filing.router)
router.add_router("", redrafting.router)

__all__ = ["router"]
