"""What can go wrong on the link, each with the sentence that tells an operator what to change."""


class LinkFault(Exception):
    """Any fault of the link; its text is a Chinese sentence for the operator."""


class LinkDown(LinkFault):
    """The connection is gone or cannot be made: worth trying again."""


class TimedOut(LinkDown):
    """The gateway did not answer in time."""


class WrongToken(LinkFault):
    """The gateway refuses the token."""


class Occupied(LinkFault):
    """Another client holds the gateway's one event stream."""


class OldProtocol(LinkFault):
    """The server speaks gRPC, but not this service."""


class WrongTls(LinkFault):
    """One side speaks TLS and the other does not, or the certificate is not trusted."""


class Answered(LinkFault):
    """The gateway answered with an error; the same call may or may not go through later."""
