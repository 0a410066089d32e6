"""The AWS CLI without its start: it is loaded once, and each call is a fork of it.

A call of the CLI takes half a second of CPU before it does anything, and the drills of scripts/deploy.sh make hundreds.
Prints the folder of an "aws" that hands its arguments, environment, folder and streams to a fork of this process, and
waits for the exit code. Ends with standard input.
"""

import contextlib
import gc
import marshal
import os
import select
import signal
import socket
import stat
import sys
import tempfile
import traceback

import awscli.clidriver

# That of the AWS CLI, which has one of its own.
import botocore.loaders
import botocore.session

# One call for each service that scripts/deploy.sh and its tests call.
WARM_UP = [
    ["cloudformation", "describe-stacks", "--query", "Stacks[0].StackStatus", "--output", "text"],
    ["cloudwatch", "describe-alarms"],
    ["kinesis", "list-streams"],
    ["kinesisanalyticsv2", "list-applications"],
    ["lambda", "list-functions"],
    ["logs", "describe-log-groups"],
    ["s3api", "list-buckets"],
    ["s3", "ls"],
    ["sts", "get-caller-identity"],
]

# Imports modules in C only: others take longer to load than the call takes.
CLIENT = """#!{python} -SE
import _socket, array, marshal, posix, sys
server = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
server.connect({path!r})
call = marshal.dumps((sys.argv[1:], posix.environ, posix.getcwd()))
streams = array.array("i", [0, 1, 2])
server.sendmsg([len(call).to_bytes(4, "big")], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, streams)])
server.sendall(call)
code = server.recv(1)
sys.exit(code[0] if code else 1)
"""


def answer(connection, driver):
    """One call, in a process of its own."""
    head, streams, _, _ = socket.recv_fds(connection, 4, 3)
    size, call = int.from_bytes(head, "big"), b""
    while len(call) < size:
        call += connection.recv(size - len(call))
    arguments, environment, folder = marshal.loads(call)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    # Where awscli has its data, which it says when it is loaded.
    data = os.environ["AWS_DATA_PATH"]
    os.environ.clear()
    os.environb.update(environment)
    os.environ["AWS_DATA_PATH"] = data
    os.chdir(folder)
    code = 1
    try:
        code = driver.main(arguments) or 0
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    connection.sendall(bytes([code & 0xFF]))


def warm_up():
    """Imports what a call imports, and keeps the services' models that it reads: before the first fork, so that
    none has to. Nobody answers these calls. Returns a CLI that has made none."""
    loader = botocore.loaders.create_loader(os.environ["AWS_DATA_PATH"])
    botocore.session.create_loader = lambda data_path: loader
    environment = dict(os.environ)
    os.environ.update(AWS_ACCESS_KEY_ID="none", AWS_SECRET_ACCESS_KEY="none", AWS_MAX_ATTEMPTS="1")
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
            for call in WARM_UP:
                where = ["--region", "us-east-1", "--endpoint-url", "http://127.0.0.1:1"]
                awscli.clidriver.create_clidriver().main([*call, *where])
    os.environ.clear()
    os.environ.update(environment)
    driver = awscli.clidriver.create_clidriver()
    # What is there now stays: a fork's garbage collection need not look at it, nor copy its pages.
    gc.collect()
    gc.freeze()
    return driver


def serve(server, driver):
    """Forks for each call until standard input ends. Without threads, which a fork would leave halfway."""
    while True:
        ready, _, _ = select.select([server, sys.stdin], [], [])
        if sys.stdin in ready:
            return
        connection, _ = server.accept()
        if os.fork() == 0:
            server.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            answer(connection, driver)
            os._exit(0)
        connection.close()


def main():
    driver = warm_up()
    # Not under the tests' own folder, whose path may be too long for a socket's.
    folder = tempfile.mkdtemp(prefix="aws-")
    path, client = os.path.join(folder, "socket"), os.path.join(folder, "aws")
    with open(client, "w", encoding="utf-8") as file:
        file.write(CLIENT.format(python=sys.executable, path=path))
    os.chmod(client, stat.S_IRWXU)
    # Nobody waits for the forks.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen(64)
        print(folder, flush=True)
        serve(server, driver)
    for each in (path, client):
        os.unlink(each)
    os.rmdir(folder)


if __name__ == "__main__":
    main()
