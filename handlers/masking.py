"""Masking as the handlers ask for it: a place or a phrase of the day comes with many reports, and is masked once.

Kept in memory only, and few: what is masked was just read from a message.
"""

from functools import lru_cache

from handlers.language.mask import mask, mask_issue

_MOST = 512


@lru_cache(maxsize=_MOST)
def masked(text: str, keep: frozenset[str]) -> str:
    """The text without constituents' personal data (DOMAIN §9); the names in `keep` stay."""
    return mask(text, keep)


@lru_cache(maxsize=_MOST)
def masked_issue(text: str, keep: frozenset[str]) -> str:
    """The same, with illnesses and disabilities as their topics."""
    return mask_issue(masked(text, keep))
