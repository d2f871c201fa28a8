"""Files of tests go into memory only where that starves nobody."""

from pathlib import Path

from tests.memory import has_room, left


def machine(folder: Path, available: int, cgroup: str = "0::/job/step\n") -> tuple[Path, Path]:
    proc, groups = folder / "proc", folder / "cgroup"
    (proc / "self").mkdir(parents=True)
    (groups / "job" / "step").mkdir(parents=True)
    (proc / "meminfo").write_text(f"MemTotal: 9000 kB\nMemAvailable: {available} kB\n")
    (proc / "self" / "cgroup").write_text(cgroup)
    return proc, groups


def limit(group: Path, most: str, now: int) -> None:
    (group / "memory.max").write_text(f"{most}\n")
    (group / "memory.current").write_text(f"{now}\n")


def test_what_the_machine_has_left(tmp_path: Path) -> None:
    assert left(*machine(tmp_path, 5000)) == 5000 << 10


def test_the_tightest_group_around_this_process_counts(tmp_path: Path) -> None:
    proc, groups = machine(tmp_path, 5000)
    limit(groups / "job" / "step", "max", 100)
    assert left(proc, groups) == 5000 << 10
    limit(groups / "job", "1000", 400)
    assert left(proc, groups) == 600
    limit(groups, "500", 400)
    assert left(proc, groups) == 100


def test_groups_of_the_old_kind_say_nothing(tmp_path: Path) -> None:
    assert left(*machine(tmp_path, 5000, "4:memory:/job\n")) == 5000 << 10


def test_a_machine_that_tells_nothing_has_no_room(tmp_path: Path) -> None:
    assert left(tmp_path / "nowhere", tmp_path) == 0
    assert not has_room(tmp_path / "nowhere")
