"""The AWS CLI without its start: it is loaded once, and each call is a fork of it.

A call of the CLI takes half a second of CPU before it does anything, and the drills of scripts/deploy.sh make hundreds.
Prints the folder of an "aws" that hands its arguments, environment, folder and streams to a fork of this process, and
waits for the exit code. Ends with standard input.
"""

import contextlib
import gc
import json
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

CLIENT = """#!{python} -SE
import array, json, os, socket, sys
with socket.socket(socket.AF_UNIX) as server:
    server.connect({path!r})
    call = json.dumps([sys.argv[1:], dict(os.environ), os.getcwd()]).encode()
    streams = array.array("i", [0, 1, 2])
    server.sendmsg([len(call).to_bytes(4, "big")], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, streams)])
    server.sendall(call)
    code = server.recv(1)
sys.exit(code[0] if code else 1)
"""


def answer(connection):
    """One call, in a process of its own."""
    head, streams, _, _ = socket.recv_fds(connection, 4, 3)
    size, call = int.from_bytes(head, "big"), b""
    while len(call) < size:
        call += connection.recv(size - len(call))
    arguments, environment, folder = json.loads(call)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    # Where awscli has its data, which it says when it is loaded.
    data = os.environ["AWS_DATA_PATH"]
    os.environ.clear()
    os.environ.update(environment, AWS_DATA_PATH=data)
    os.chdir(folder)
    sys.argv = ["aws", *arguments]
    code = 1
    try:
        code = awscli.clidriver.main() or 0
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    connection.sendall(bytes([code & 0xFF]))


def warm_up():
    """Imports what a call imports, and keeps the services' models that it reads: before the first fork, so that
    none has to. Nobody answers these calls."""
    loader = botocore.loaders.create_loader(os.environ["AWS_DATA_PATH"])
    botocore.session.create_loader = lambda data_path: loader
    environment = dict(os.environ)
    os.environ.update(AWS_ACCESS_KEY_ID="none", AWS_SECRET_ACCESS_KEY="none", AWS_MAX_ATTEMPTS="1")
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
            for call in WARM_UP:
                sys.argv = ["aws", *call, "--region", "us-east-1", "--endpoint-url", "http://127.0.0.1:1"]
                awscli.clidriver.main()
    os.environ.clear()
    os.environ.update(environment)
    # What is there now stays: a fork's garbage collection need not look at it, nor copy its pages.
    gc.collect()
    gc.freeze()


def serve(server):
    """Forks for each call until standard input ends. Without threads, which a fork would leave halfway."""
    while True:
        ready, _, _ = select.select([server, sys.stdin], [], [])
        if sys.stdin in ready:
            return
        connection, _ = server.accept()
        if os.fork() == 0:
            server.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            answer(connection)
            os._exit(0)
        connection.close()


def main():
    warm_up()
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
        serve(server)
    for each in (path, client):
        os.unlink(each)
    os.rmdir(folder)


if __name__ == "__main__":
    main()
