"""Errors that are meant for people."""


class UserError(Exception):
    """Something a person can mend. Its text is the whole message: one sentence that names the place and the mend."""
