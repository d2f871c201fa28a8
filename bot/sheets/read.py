"""Reading a sheet that somebody sent: whatever is in the file, the answer is a table or one sentence."""

from pathlib import Path

from bot.errors import UserError
from bot.sheets.read_csv import grid_of_csv
from bot.sheets.read_xlsx import grid_of_xlsx
from bot.sheets.table import IsHeader, Table, table

MAX_BYTES = 5 * 1024 * 1024
OTHER_PROGRAMS = {
    ".xls": "旧版 Excel 格式",
    ".et": "WPS 格式",
    ".ett": "WPS 格式",
    ".xlsm": "带宏的格式",
    ".xlsb": "二进制格式",
    ".ods": "OpenDocument 格式",
    ".numbers": "苹果 Numbers 格式",
}
OLE = b"\xd0\xcf\x11\xe0"


def read_table(path: Path, *, is_header: IsHeader | None = None) -> Table:
    """Read `.csv` or `.xlsx`. `is_header` finds the row of headers below a title (`roster.is_header`).

    May take some seconds (a process of its own reads .xlsx), so never call it on the event loop.
    Raises UserError: one sentence that names the file, the place in it and the mend.
    """
    suffix = path.suffix.lower()
    if suffix in OTHER_PROGRAMS:
        raise UserError(f"{path.name} 是{OTHER_PROGRAMS[suffix]},读不了:请用 WPS 或 Excel 另存为 .xlsx")
    if suffix not in (".csv", ".xlsx"):
        raise UserError(f"{path.name} 不是表格:请用 .xlsx 或 .csv 文件")
    data = _bytes(path)
    if data.startswith(OLE):
        raise UserError(f"{path.name} 设了打开密码,或者其实是旧版 .xls:请去掉密码,用 WPS 或 Excel 另存为 .xlsx")
    if suffix == ".xlsx":
        return table(grid_of_xlsx(data, path.name), path.name, is_header)
    if data.startswith(b"PK\x03\x04"):
        raise UserError(f"{path.name} 其实是 .xlsx 文件:请把后缀改回 .xlsx")
    return table(grid_of_csv(data, path.name), path.name, is_header)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            # One byte more than allowed tells a file that is too big, also one that never ends.
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise UserError(f"找不到文件 {path}:请检查路径和文件名") from None
    except IsADirectoryError:
        raise UserError(f"{path} 是文件夹:请给出里面的 .xlsx 或 .csv 文件") from None
    except PermissionError:
        raise UserError(f"没有权限读 {path}:请检查文件权限,或先在 Excel 里关闭它") from None
    except OSError as error:
        raise UserError(f"读不了 {path}({error.strerror}):请把文件复制到本机再试") from None
    if len(data) > MAX_BYTES:
        raise UserError(f"{path.name} 超过 5 MB:请只留名册那一张表,删去图片再存")
    if not data:
        raise UserError(f"{path.name} 是空的,里面没有表头也没有数据:请检查是不是选错了文件")
    return data
