import os
import shutil
import sys
import tempfile
from collections.abc import AsyncGenerator, Generator

import pytest

from tests import memory
from tests.chat import Chat, opened

# Set by .ci/run, where everything is installed on purpose: there a skipped test is one that nobody runs.
INSIST = os.environ.get("LIAISON_INSIST") == "1"
MOST_WORKERS = 4
IN_MEMORY = pytest.StashKey[str]()

# Not again in each worker and in each process that a test starts.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Databases are made and dropped here by the hundred; in memory that takes a third of the time."""
    # the workers inherit it
    if "TMPDIR" in os.environ or not memory.has_room():
        return
    folder = tempfile.mkdtemp(prefix="liaison-tests-", dir=memory.FOLDER)
    # PostgreSQL, which is another user where this one is root, has a folder in it
    os.chmod(folder, 0o711)
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    config.stash[IN_MEMORY] = folder


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Nothing stays in memory; of a worker nothing is its own."""
    if folder := config.stash.get(IN_MEMORY, None):
        shutil.rmtree(folder, ignore_errors=True)
        del os.environ["TMPDIR"]
        tempfile.tempdir = None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Most tests wait most of the time: four are right for two cores, and too many for one."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MOST_WORKERS, 2 * cores)


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
