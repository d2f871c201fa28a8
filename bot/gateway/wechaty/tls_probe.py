"""Who speaks TLS and who does not: a failed connection says neither, so the port is asked."""

import asyncio
import contextlib
import ssl

from bot.gateway.wechaty.access import Access

PATIENCE = 2.0


async def explain(access: Access) -> str | None:
    """The sentence for a connection that failed over TLS; None when TLS is not what is wrong.

    Only a handshake is tried, with no certificate checked and nothing said: the token never goes this way.
    """
    speaks = await _speaks_tls(access)
    if speaks and access.tls == "off":
        return f"网关 {access.address} 用的是 TLS,配置写的是不加密:请把 [gateway] tls 改成 builtin 或 file"
    if speaks is False and access.tls != "off":
        return f"网关 {access.address} 没有用 TLS,配置写的是加密:请把 [gateway] tls 改成 off,或让网关打开 TLS"
    return None


async def _speaks_tls(access: Access) -> bool | None:
    """None: nobody is there."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_alpn_protocols(["h2"])
    try:
        async with asyncio.timeout(PATIENCE):
            _, writer = await asyncio.open_connection(
                access.host, access.port, ssl=context, server_hostname=access.expected_name() or access.host
            )
    except (ssl.SSLError, ConnectionResetError, EOFError, TimeoutError):
        return False
    except OSError:
        return None
    writer.close()
    with contextlib.suppress(OSError, TimeoutError):
        async with asyncio.timeout(PATIENCE):
            await writer.wait_closed()
    return True
