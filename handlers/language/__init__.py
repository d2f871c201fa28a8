"""The language: text in, records out. Pure functions, no clock, no I/O, no database."""

from handlers.language.headings import heading_type
from handlers.language.lexicon import Lexicon
from handlers.language.read import read, read_line
from handlers.language.types import Record, Utterance

__all__ = ["Lexicon", "Record", "Utterance", "heading_type", "read", "read_line"]
