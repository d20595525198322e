"""A real SMTP server that waits for calls which must not come."""

from __future__ import annotations

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Exchange(Controller):
    """On a port that the system chose; `calls` counts who connected."""

    def __init__(self) -> None:
        super().__init__(handler=object(), hostname="127.0.0.1", port=0)
        self.calls = 0

    def factory(self) -> SMTP:
        self.calls += 1
        return SMTP(self.handler)

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # calls once, to see that it answers
