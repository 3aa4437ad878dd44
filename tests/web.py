"""A web server on this machine, for tests of what is fetched: real requests and answers, nobody outside is asked."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Visit(BaseHTTPRequestHandler):
    """One request; a subclass answers it in `do_GET`."""

    def send(self, status: int, body: bytes = b"", headers: Mapping[str, str] | None = None) -> None:
        """A whole answer."""
        self.begin({"Content-Length": str(len(body)), **(headers or {})}, status)
        self.wfile.write(body)

    def begin(self, headers: Mapping[str, str], status: int = 200) -> None:
        """The head of an answer, whose body is still to be written."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(visit: type[Visit]) -> Iterator[str]:
    """The address of a server that answers so, without a slash at its end; it is gone afterwards."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), visit)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def page_that_moved(body: bytes, media_type: str) -> type[Visit]:
    """A site of one page, at `/page`, to which every other address leads on."""

    class Moved(Visit):
        def do_GET(self) -> None:
            if self.path == "/page":
                self.send(200, body, {"Content-Type": media_type})
            else:
                self.send(301, b"", {"Location": "/page"})

    return Moved
