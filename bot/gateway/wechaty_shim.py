"""`import wechaty` on the Pythons of today. The one place that knows what its last release (0.10.7, 2022) cannot know.

Three names have moved or hardened since, and Python 3.13 has dropped a module. Nothing happens when this module is
imported, and nothing of ours but the plugin imports it: who runs no Wechaty bot never meets these aliases.
"""

import importlib
import importlib.util
import socket
import sys
from types import ModuleType
from typing import Any

MISSING = "没有安装 Wechaty:请在项目文件夹里运行 make wechaty,或在自己的环境里运行 pip install 'liaison-bot[wechaty]'"


def mended_wechaty() -> Any:
    """The package `wechaty`, imported. Raises ImportError with a Chinese sentence: the extra is not installed."""
    if any(importlib.util.find_spec(name) is None for name in ("wechaty", "wechaty_puppet", "pyee", "urllib3")):
        raise ImportError(MISSING)
    _mend_telnetlib()
    _mend_pyee()
    _mend_urllib3()
    _mend_puppet_options()
    import wechaty

    _mend_late_listeners(wechaty.Wechaty)
    return wechaty


def _mend_late_listeners(bots: Any) -> None:
    """Plugins hear of their puppet only after the first login, when what came along with it has been told already."""
    bridge = bots.init_puppet_event_bridge
    if getattr(bridge, "is_mended", False):
        return

    async def init_puppet_event_bridge(self: Any, puppet: Any) -> None:
        # before theirs, and before the stream is opened
        for plugin in self._plugin_manager.plugins():
            if hasattr(plugin, "listen_to"):
                plugin.listen_to(puppet)
        await bridge(self, puppet)

    init_puppet_event_bridge.is_mended = True  # type: ignore[attr-defined]
    bots.init_puppet_event_bridge = init_puppet_event_bridge


def _mend_telnetlib() -> None:
    """Gone with Python 3.13. Wechaty opens a port with it to see whether somebody listens, and nothing more."""
    if importlib.util.find_spec("telnetlib") is None:
        telnetlib = ModuleType("telnetlib")
        telnetlib.Telnet = _Telnet  # type: ignore[attr-defined]
        sys.modules["telnetlib"] = telnetlib


class _Telnet:
    def open(self, host: str, port: int = 0, timeout: float = 3) -> None:
        """Raises OSError: nobody listens."""
        socket.create_connection((host, port), timeout).close()


def _mend_pyee() -> None:
    """pyee 12 has left the old name out."""
    pyee = importlib.import_module("pyee")
    if not hasattr(pyee, "AsyncIOEventEmitter"):
        pyee.AsyncIOEventEmitter = importlib.import_module("pyee.asyncio").AsyncIOEventEmitter  # type: ignore[attr-defined]


def _mend_urllib3() -> None:
    """urllib3 2 has left out `get_host`, which Wechaty's links to pages use."""
    urllib3 = importlib.import_module("urllib3")
    if not hasattr(urllib3, "get_host"):
        urllib3.get_host = _get_host  # type: ignore[attr-defined]


def _get_host(url: str) -> tuple[str, str | None, int | None]:
    parsed = importlib.import_module("urllib3.util").parse_url(url)
    return parsed.scheme or "http", parsed.hostname, parsed.port


def _mend_puppet_options() -> None:
    """Since Python 3.11 a dataclass takes no unhashable default, and one that compares has no hash of its own."""
    options = importlib.import_module("wechaty_puppet.schemas.puppet").PuppetOptions
    if options.__hash__ is None:
        options.__hash__ = object.__hash__
