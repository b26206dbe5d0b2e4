"""Searches for garbage: Python walks what lives, over and over, to find what does not."""

import gc


def search_seldom() -> None:
    """What is here by now stays: no search walks it again, and the next waits for more to look at.

    Without it a sixth of the time a server spends on a page goes into walking what never dies.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
