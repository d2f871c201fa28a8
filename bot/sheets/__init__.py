"""Sheets in and out: .xlsx, .csv and .jsonl files. Light to import: heavy packages load when called."""

from bot.sheets.columns import Column
from bot.sheets.read import read_table
from bot.sheets.table import Table
from bot.sheets.write import write_rows

__all__ = ["Column", "Table", "read_table", "write_rows"]
