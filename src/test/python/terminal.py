"""Runs a program in a terminal of its own and presses Ctrl-C there, or sends it a signal.

usage: terminal.py PATTERN WHAT SECONDS COMMAND...

As soon as the output matches PATTERN, WHAT happens: "ctrl-c", "ctrl-c twice", "hangup", "TERM", "timeout", which sends
TERM twice as the command of this name does, or "kill CLASS", which kills the Java program of this main class. What the program prints is printed,
and then, as a line of JSON, its exit code, how many seconds it went on after that, and the command
lines of its descendants that are still there two seconds after its end.
"""

import json
import os
import pty
import re
import select
import signal
import sys
import time


def processes():
    """The parent and the command line of each process, by its id."""
    found = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat") as stat, open(f"/proc/{pid}/cmdline") as line:
                fields = stat.read().rsplit(")", 1)[1].split()
                if fields[0] != "Z":
                    found[int(pid)] = (int(fields[1]), line.read().replace("\0", " "))
        except OSError:
            pass
    return found


def descendants(root):
    all_processes = processes()
    found = {}
    parents = {root}
    while parents:
        children = {p for p, (parent, _) in all_processes.items() if parent in parents}
        found.update({p: all_processes[p][1] for p in children})
        parents = children
    return found


def act(what, pid, terminal, family):
    if what.startswith("ctrl-c"):
        os.write(terminal, b"\x03")
    elif what == "hangup":
        os.close(terminal)
    elif what.startswith("kill "):
        for child, line in family.items():
            if what[5:] in line:
                os.kill(child, signal.SIGKILL)
    elif what == "timeout":
        os.kill(pid, signal.SIGTERM)
        time.sleep(0.1)
        os.killpg(pid, signal.SIGTERM)
    else:
        os.kill(pid, getattr(signal, "SIG" + what))


def status_of(pid):
    """The exit code of a child that has ended, or None while it runs."""
    ended, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if ended else None


def read(terminal):
    """What came within a tenth of a second; also none once the terminal is closed."""
    try:
        readable, _, _ = select.select([terminal], [], [], 0.1)
        return os.read(terminal, 65536) if readable else b""
    except (OSError, ValueError):
        # Nobody has the other end open any more, or we have hung up.
        time.sleep(0.1)
        return b""


def main(pattern, what, patience, command):
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvp(command[0], command)
    output, family, acted, code = b"", {}, None, None
    is_second_due = what.endswith("twice")
    deadline = time.time() + patience
    while code is None:
        if time.time() > deadline:
            os.kill(pid, signal.SIGKILL)
        output += read(terminal)
        if acted is None and re.search(pattern.encode(), output):
            family = descendants(pid)
            acted = time.time()
            act(what, pid, terminal, family)
        elif acted and is_second_due and time.time() > acted + 2.5:
            is_second_due = False
            acted = time.time()
            act(what, pid, terminal, family)
        code = status_of(pid)
    end = time.time()
    output += read(terminal)
    time.sleep(2)
    now = processes()
    left = [line[:120] for child, line in family.items() if child in now and now[child][1] == line]
    sys.stdout.write(output.decode(errors="replace"))
    print()
    print(json.dumps({"exit": code, "seconds": end - (acted or end), "left": left}))


main(sys.argv[1], sys.argv[2], float(sys.argv[3]), sys.argv[4:])
