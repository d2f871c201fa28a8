"""The language: text in, records out. Pure functions, no clock, no I/O, no database."""

from .lexicon import Lexicon
from .read import heading_type, read, read_line
from .types import Record, Utterance

__all__ = ["Lexicon", "Record", "Utterance", "heading_type", "read", "read_line"]
