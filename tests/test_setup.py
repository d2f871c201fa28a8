"""What a newcomer meets first: the README's two commands, the locks, the Makefile."""

import itertools
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = ROOT / "pyproject.toml"
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")

needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


def make(folder: Path, *targets: str, **environ: str) -> subprocess.CompletedProcess[str]:
    # Without what a `make test PYTHON=…` that runs this test hands down.
    handed_down = {"MAKEFLAGS", "MAKELEVEL", "PYTHON"}
    own = {name: value for name, value in os.environ.items() if name not in handed_down}
    return subprocess.run(["make", *targets], cwd=folder, capture_output=True, text=True, env=own | environ)


def pins(lock: Path) -> set[str]:
    return set(re.findall(r"^([a-z0-9.-]+==\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE))


def test_every_dependency_says_why_it_is_there() -> None:
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))
    lists = [project["project"]["dependencies"]]
    lists += project["project"]["optional-dependencies"].values()
    lists += project["dependency-groups"].values()
    written = PYPROJECT.read_text(encoding="utf-8")
    silent = [
        wanted
        for wanted in [wanted for wants in lists for wanted in wants]
        if not re.search(rf'^    "{re.escape(wanted)}", # \S.{{5,}}$', written, re.MULTILINE)
    ]
    assert silent == []


def test_every_locked_package_has_a_hash() -> None:
    assert {lock.stem for lock in LOCKS} >= {"uv", "build", "run", "test", "check", "browser"}
    for lock in LOCKS:
        for block in re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8")):
            if not block.startswith("#"):
                assert re.match(r"[a-z0-9.-]+==\S+", block), f"{lock.name}: {block}"
                assert "--hash=sha256:" in block, f"{lock.name}: {block}"


def test_locks_hold_no_address_and_no_local_path() -> None:
    for lock in LOCKS:
        assert not re.search(r"://|--index|--find-links|/home/|/root/|/tmp/", lock.read_text(encoding="utf-8"))


def test_each_lock_holds_the_one_before_it() -> None:
    by_name = {lock.stem: pins(lock) for lock in LOCKS}
    levels = re.search(r"^LEVELS := (.+)$", MAKEFILE, re.MULTILINE)
    assert levels is not None
    names = levels[1].split()
    for smaller, larger in itertools.pairwise(names):
        assert by_name[smaller] < by_name[larger]


def test_locks_hold_what_pyproject_asks_for() -> None:
    wants = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]
    locked = {pin.split("==")[0] for pin in pins(ROOT / "requirements" / "run.txt")}
    assert {re.split(r"[^\w.-]", want)[0] for want in wants} <= locked


def test_the_top_level_holds_what_people_look_for() -> None:
    for entry in (
        "bot",
        "handlers",
        "storage",
        "tests",
        "config.example.toml",
        "pyproject.toml",
        "README.md",
    ):
        assert (ROOT / entry).exists(), entry


def test_readme_commands_are_made() -> None:
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.MULTILINE))
    made = set(re.findall(r"^([a-z]+):.*## \S", MAKEFILE, re.MULTILINE))
    assert {"demo", "test"} <= named <= made


def test_readme_and_program_know_the_same_commands() -> None:
    from bot.cli import COMMANDS

    assert set(re.findall(r"^\| `liaison ([a-z]+)", README, re.MULTILINE)) == set(COMMANDS)


def test_readme_links_lead_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


@needs_make
def test_make_alone_explains_every_target() -> None:
    said = make(ROOT).stdout
    for target in re.findall(r"^\.PHONY: (.+) FORCE$", MAKEFILE, re.MULTILINE)[0].split():
        assert re.search(rf"^  make {target} +\S", said, re.MULTILINE), target


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The Makefile and its locks in a folder with a space and Chinese in its name, without a venv."""
    folder = tmp_path / "委员 助手"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    return folder


def make_setup(clone: Path, python: str) -> tuple[int, str]:
    """What `make setup` answers with a `python3` that is this shell script."""
    fake = clone / "python3"
    fake.write_text(f"#!/bin/sh\n{python}\n", encoding="utf-8")
    fake.chmod(0o755)
    run = make(clone, "setup", PATH=f"{clone}:{os.environ['PATH']}")
    return run.returncode, run.stderr


@needs_make
def test_debian_without_the_venv_package(clone: Path) -> None:
    status, said = make_setup(clone, 'case "$*" in *ensurepip*|*venv*) exit 1;; esac; exit 0')
    assert status != 0
    assert "apt install python3-venv" in said.splitlines()[0]
    assert "Traceback" not in said


@needs_make
def test_old_python(clone: Path) -> None:
    status, said = make_setup(clone, 'case "$*" in *version_info*) exit 1;; esac; exit 0')
    assert status != 0
    assert "Python 3.11 or newer" in said.splitlines()[0]


@needs_make
def test_no_python(clone: Path) -> None:
    status, said = make_setup(clone, "exit 127")
    assert status != 0
    assert said.startswith("No working python3 here")
