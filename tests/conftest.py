import os
from collections.abc import AsyncGenerator, Generator

import pytest

from tests.chat import Chat, opened

# Set by .ci/run, where everything is installed on purpose: there a skipped test is one that nobody runs.
INSIST = os.environ.get("LIAISON_INSIST") == "1"


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
