"""Starts bots quickly: a process that has imported everything once, and forks one bot for each plan that it reads.

Apart since a fork is only safe in a process that has no threads, which the tests' own has. Lines in: plans. Lines out:
the process started, and each that ended.
"""

import asyncio
import json
import os
import select
import sys
import traceback

from bot.operations.logging import set_up
from tests.kill.bot import Plan, live

LOOK_SECONDS = 0.02


def main() -> None:
    os.set_blocking(sys.stdin.fileno(), False)
    unread = ""
    while True:
        ready, _, _ = select.select([sys.stdin], [], [], LOOK_SECONDS)
        if ready:
            read = os.read(sys.stdin.fileno(), 65536).decode()
            if not read:
                return
            *lines, unread = (unread + read).split("\n")
            for line in lines:
                say(started=bear(Plan.from_json(line)))
        bury()


def bear(plan: Plan) -> int:
    pid = os.fork()
    if pid:
        return pid
    log = os.open(plan.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for file, number in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(file, number)
    status = 0
    try:
        set_up("INFO", "text")
        asyncio.run(live(plan))
    except BaseException:  # noqa: BLE001 -- a fork must not return into its mother's work
        traceback.print_exc()
        status = 1
    os._exit(status)


def bury() -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        say(ended=pid, status=os.waitstatus_to_exitcode(status))


def say(**said: int) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
