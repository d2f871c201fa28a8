"""Write the next script from what changed in storage/tables.py:

    .venv/bin/python -m storage.migrations "record gets a colour"

Read it, mend it, set HEAD in storage/upgrade.py, run the tests of tests/storage. Before the first release the
first script may be made anew: delete it and name the change "first schema".
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

from storage.engine import migrating_engine, parse
from storage.upgrade import MIGRATIONS, run


def write(message: str) -> Path:
    """Compare the tables with a database made by the scripts so far, write the difference down."""
    with tempfile.TemporaryDirectory() as folder:
        engine = migrating_engine(parse(f"sqlite:///{folder}/empty.db"))
        with engine.begin() as connection:
            number = len(list((MIGRATIONS / "versions").glob("[0-9]*.py"))) + 1
            if number > 1:
                run(connection)
            config = Config(attributes={"connection": connection})
            config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
            config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
            made = command.revision(config, message=message, autogenerate=True, rev_id=f"{number:04}")
    assert made is not None and not isinstance(made, list)
    return Path(made.path)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    path = write(sys.argv[1])
    subprocess.run([sys.executable, "-m", "ruff", "format", "--line-length=110", path], check=True)
    print(path)
