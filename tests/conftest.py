import os
import shutil
import sys
import tempfile
from collections.abc import AsyncGenerator, Generator

import pytest

from tests.chat import Chat, opened

# Set by .ci/run, where everything is installed on purpose: there a skipped test is one that nobody runs.
INSIST = os.environ.get("LIAISON_INSIST") == "1"
MEMORY = "/dev/shm"

# Not again in each worker and in each process that a test starts.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Databases are made and dropped here by the hundred; in memory that takes a third of the time."""
    has_room = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 2 << 30
    if has_room and "TMPDIR" not in os.environ:
        # the workers inherit it
        os.environ["TMPDIR"] = tempfile.tempdir = MEMORY


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if not hasattr(report, "wasxfail"):
        _fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _fail_if_skipped(report)
    return report


def _fail_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    if INSIST and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was skipped, and LIAISON_INSIST is set: {report.longreprtext}"


@pytest.fixture
async def chat() -> AsyncGenerator[Chat, None]:
    """The whole bot of a small committee, on the morning of 20 November 2026, on a database of its own."""
    async with opened() as chat:
        yield chat
