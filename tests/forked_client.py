"""A program that has the process of forked.py run a command of makegood: it imports little, so that it starts at once."""

import json
import os
import signal
import socket
import sys


def main(address: str, settings: str, new: str, *arguments: str) -> int:
    """Hand over arguments, environment, folder and standard streams; return the exit status.

    `settings` has the variables that a Python reads as it starts, and how their names begin. Where the variables are
    others here, the program `new` is run instead.
    """
    ours, beginnings = json.loads(settings)
    theirs = {name: value for name, value in os.environ.items() if name.startswith(tuple(beginnings))}
    if {**theirs, "PYTHONPATH": None} != {**ours, "PYTHONPATH": None}:
        os.execv(new, [new, *arguments])
    data = json.dumps({"arguments": arguments, "cwd": os.getcwd(), "env": dict(os.environ)}).encode()
    # An interrupt waits until it is known whom it is for.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(address)
        socket.send_fds(line, [len(data).to_bytes(4, "big")], [0, 1, 2])
        line.sendall(data)
        process = int.from_bytes(read_bytes(line, 4), "big")
        signal.signal(signal.SIGINT, lambda number, _frame: os.kill(process, number))
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        status = int.from_bytes(read_bytes(line, 4), "big", signed=True)
    return status if status >= 0 else 128 - status


def read_bytes(line: socket.socket, count: int) -> bytes:
    """Read so many bytes; a process that forks and has ended is an error, and no exit status."""
    data = b""
    while len(data) < count:
        part = line.recv(count - len(data))
        if not part:
            raise EOFError("the process that forks has ended")
        data += part
    return data


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
