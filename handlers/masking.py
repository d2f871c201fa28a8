"""Masking as the handlers ask for it: a place or a phrase of the day comes with many reports, and is read once.

Only what has nothing to hide is remembered, so that no constituent's name, phone or illness stays in memory.
"""

from handlers.language.mask import mask, mask_issue

_MOST = 512


class _Harmless:
    """Texts that masking leaves as they are while the roster is the present one."""

    def __init__(self) -> None:
        # one object, for the writers of several stores may ask at once: a text must not get among another roster's
        self._known: tuple[frozenset[str], set[str]] = frozenset(), set()

    def beside(self, keep: frozenset[str]) -> set[str]:
        roster, texts = self._known
        if roster is not keep:
            texts = set()
            self._known = keep, texts
        return texts


_harmless = _Harmless()


def masked(text: str, keep: frozenset[str]) -> str:
    """The text without constituents' personal data (DOMAIN §9); the names in `keep` stay."""
    return _masked(text, keep)[0]


def masked_issue(text: str, keep: frozenset[str]) -> str:
    """The same, with illnesses and disabilities as their topics."""
    return _masked(text, keep)[1]


def _masked(text: str, keep: frozenset[str]) -> tuple[str, str]:
    harmless = _harmless.beside(keep)
    if text in harmless:
        return text, text
    shown = mask(text, keep)
    topics = mask_issue(shown)
    if text == shown == topics:
        if len(harmless) >= _MOST:
            harmless.clear()
        harmless.add(text)
    return shown, topics
