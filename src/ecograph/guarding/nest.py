"""The process that guarded processes are born from: it has imported what they need, and does nothing but fork.

It is started afresh, so that no socket, thread or lock of the one who started it is in it; and it has only one thread, so
that to fork it is safe. It ends when the one who started it does, and its children with it.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import select
import signal
import socket
import struct
import sys
from importlib import import_module
from typing import Any

from ecograph.guarding import child
from ecograph.guarding.named import found

SIZE = struct.Struct("!I")
_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG
# An article makes values by the ten thousand, of which few go round in circles: they are looked for more seldom.
YOUNG = 5_000


def main(control: int) -> None:
    """Serve the one at the other end of the control socket, file descriptor `control`."""
    connection = socket.socket(fileno=control)
    told = pickle.loads(_message(connection))
    sys.path[:] = told["path"]
    for name in told["preload"]:
        if ":" in name:
            found(name)()  # what it loads, each child has
        else:
            import_module(name)
    gc.collect()
    gc.freeze()  # what is there now is in every child: not to be touched, not to be copied
    gc.set_threshold(YOUNG)
    _Nest(connection).run()


class _Nest:
    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._children = set[int]()
        self._buffer, self._given = bytearray(), list[int]()

    def run(self) -> None:
        """Do what is asked until nobody can ask any more."""
        woken, waker = os.pipe()
        os.set_blocking(waker, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
        while True:
            readable, _, _ = select.select([self._control.fileno(), woken], [], [])
            if woken in readable:
                os.read(woken, 4096)
                self._bury()
            if self._control.fileno() in readable and not self._read():
                break  # also where it went without hearing of the last endings
        for pid in self._children:
            os.kill(pid, signal.SIGKILL)

    def _read(self) -> bool:
        try:
            data, given, _, _ = socket.recv_fds(self._control, 1 << 16, 16)
        except ConnectionError:
            return False
        self._given += given
        self._buffer += data
        while len(self._buffer) >= SIZE.size:
            end = SIZE.size + SIZE.unpack_from(self._buffer)[0]
            if len(self._buffer) < end:
                break
            order = pickle.loads(self._buffer[SIZE.size : end])
            del self._buffer[:end]
            self._obey(*order)
        return bool(data)

    def _obey(self, verb: str, *given: Any) -> None:  # noqa: ANN401 - as the verb has it
        if verb == "spawn":
            self._spawn(self._given.pop(0), *given)
        elif given[0] in self._children:  # a child that is buried may have left its number to a stranger
            with contextlib.suppress(OSError):
                if verb == "kill":
                    os.kill(given[0], signal.SIGKILL)
                else:
                    os.setpriority(os.PRIO_PROCESS, given[0], given[1])

    def _spawn(self, descriptor: int, setup: str, arguments: dict[str, Any], memory_bytes: int) -> None:
        parent = os.getpid()
        pid = os.fork()
        if pid:
            os.close(descriptor)
            self._children.add(pid)
            return
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM, signal.SIGALRM):
            signal.signal(number, signal.SIG_DFL)
        keep = _alone(descriptor)
        _end_with(parent)
        child.run(socket.socket(fileno=keep), setup, arguments, memory_bytes)

    def _bury(self) -> None:
        """Tell how each child ended that has ended."""
        with contextlib.suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if not pid:
                    break
                self._children.discard(pid)
                with contextlib.suppress(OSError):
                    self._control.sendall(struct.pack("!ii", pid, os.waitstatus_to_exitcode(status)))


def _alone(descriptor: int) -> int:
    """Close every file but the connection, and let nothing be said on the server's output: crashes have much to say."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(nothing, standard)
    keep = os.dup2(descriptor, 3) if descriptor != 3 else 3
    os.closerange(4, os.sysconf("SC_OPEN_MAX"))
    return keep


def _end_with(parent: int) -> None:
    """Let this process end when its parent does, where the system can do that; it would at its time limit anyway."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _message(connection: socket.socket) -> bytes:
    (size,) = SIZE.unpack(connection.recv(SIZE.size, socket.MSG_WAITALL))
    return connection.recv(size, socket.MSG_WAITALL)
