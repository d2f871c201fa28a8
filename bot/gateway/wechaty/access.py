"""How the gateway is reached: address, token and TLS, from the configuration."""

import ssl
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Literal

from bot.config import Gateway as Settings
from bot.errors import UserError

BUILTIN_CA = "wechaty_ca.pem"
# The certificate that stock gateways bring is made out to this name, whatever the host is called.
BUILTIN_NAME = "insecure"


@dataclass(frozen=True, slots=True)
class Access:
    """`token` is never printed. `server_name` is what the certificate must say, empty for the host's own name."""

    host: str
    port: int
    token: str = field(default="", repr=False)
    tls: Literal["off", "builtin", "file"] = "off"
    ca_file: str = ""
    server_name: str = ""
    auth: Literal["header", "authority"] = "header"
    # our own gateway gives a client that comes back the place of its dead stream, and any client that asks for it
    client: str = ""
    takeover: bool = False

    @property
    def address(self) -> str:
        return f"{self.host}:{self.port}"

    def expected_name(self) -> str | None:
        """The name for SNI and for the check of the certificate; None when the host's own name will do."""
        if self.server_name:
            return self.server_name
        if self.tls == "builtin":
            # a token may carry it in front: insecure_3f2a…
            head, mark, _ = self.token.partition("_")
            return head if mark and head else BUILTIN_NAME
        return None

    def ssl_context(self) -> ssl.SSLContext | None:
        """The context for this access, None for a plain connection. Raises UserError for a CA that cannot be read."""
        if self.tls == "off":
            return None
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.set_alpn_protocols(["h2"])
        if self.tls == "builtin":
            context.load_verify_locations(cadata=files("bot.gateway.wechaty").joinpath(BUILTIN_CA).read_text("ascii"))
            # The CA of stock gateways has no keyUsage, which Python 3.13 refuses by default; all else is still checked.
            context.verify_flags &= ~ssl.VERIFY_X509_STRICT
            # Nor does its certificate have a subjectAltName.
            context.hostname_checks_common_name = True
        elif self.ca_file:
            try:
                context.load_verify_locations(cafile=self.ca_file)
            except (OSError, ssl.SSLError):
                raise UserError(
                    f"[gateway] ca_file = {self.ca_file} 读不了:请检查文件是否存在、是否为 PEM 证书"
                ) from None
        else:
            context.load_default_certs()
        return context


def access_of(settings: Settings, client: str = "", takeover: bool = False) -> Access:
    """The access that `[gateway]` describes; `client`: who we are, the same at every start.

    Raises UserError: the token file cannot be read.
    """
    token = settings.token
    if settings.token_file:
        try:
            token = Path(settings.token_file).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise UserError(
                f"[gateway] token_file = {settings.token_file} 读不了:请检查文件是否存在、能否读取"
            ) from None
    host, _, port = settings.address.rpartition(":")
    return Access(
        host.strip("[]"),
        int(port),
        token,
        settings.tls,
        settings.ca_file,
        settings.server_name,
        settings.auth,
        client,
        takeover,
    )
