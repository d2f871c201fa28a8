"""Errors that are meant for people."""

import traceback


class UserError(Exception):
    """Something a person can mend. Its text is the whole message: one sentence that names the place and the mend."""


def where(error: BaseException) -> str:
    """The places an error came through and its type, without its text, which may quote what a member said."""
    places = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    return "\n".join([*places, type(error).__name__])
