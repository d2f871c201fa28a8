"""What a process of this machine has used, as its kernel tells it."""

import os
from pathlib import Path


def memory_mb(pid: int) -> dict[str, float]:
    """Now and at most; empty where the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return {}
    told = dict(line.split(":", 1) for line in lines if ":" in line)
    names = {"rss_mb": "VmRSS", "peak_rss_mb": "VmHWM"}
    return {name: round(int(told[key].split()[0]) / 1024, 1) for name, key in names.items() if key in told}


def cpu_seconds(pid: int) -> float | None:
    """Of all its threads until now, its own and the kernel's on its behalf; None where the system does not tell."""
    try:
        # behind the name, which may hold anything
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
