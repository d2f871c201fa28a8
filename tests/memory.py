"""Is there memory to keep the tests' files in?"""

import os
from pathlib import Path

FOLDER = Path("/dev/shm")
ENOUGH = 3 << 30


def has_room(folder: Path = FOLDER) -> bool:
    """Programs can be written there and run, and neither its limit nor the memory itself is near."""
    if not os.access(folder, os.W_OK):
        return False
    place = os.statvfs(folder)
    if place.f_flag & getattr(os, "ST_NOEXEC", 0):
        return False
    return min(place.f_bavail * place.f_frsize, left()) >= ENOUGH


def left(proc: Path = Path("/proc"), cgroups: Path = Path("/sys/fs/cgroup")) -> int:
    """Bytes that the machine and each control group around this process still have; 0 when nobody says."""
    try:
        told = dict(line.split(":", 1) for line in (proc / "meminfo").read_text().splitlines())
        least = int(told["MemAvailable"].split()[0]) << 10
        groups = [
            line.split(":", 2)[2] for line in (proc / "self" / "cgroup").read_text().splitlines() if line[0] == "0"
        ]
    except (OSError, LookupError, ValueError):
        return 0
    # inside a container its own group is the root, whatever name it has outside
    for group in {cgroups / above for name in groups for above in _with_those_above(name.strip("/"))}:
        try:
            most = int((group / "memory.max").read_text())
            least = min(least, most - int((group / "memory.current").read_text()))
        except (OSError, ValueError):
            # no such group here, or its limit is the word `max`
            continue
    return least


def _with_those_above(name: str) -> list[Path]:
    return [Path(name), *Path(name).parents]
