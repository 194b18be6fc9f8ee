"""Runs named scenarios and says how each went.

A scenario is a function whose name is a sentence. It sees the emulator only through the published client it
drives; the base URL is a script's only argument.
"""

import sys
import time
import uuid

_scenarios = []


def base_url():
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} BASE_URL")
    return sys.argv[1].rstrip("/")


def fresh(word):
    """A name that nobody has, so that a script can be run twice."""
    return f"{word}-{uuid.uuid4().hex[:12]}"


def scenario(function):
    _scenarios.append(function)
    return function


def expect(actual, wanted):
    if actual != wanted:
        raise AssertionError(f"wanted {wanted!r}, got {actual!r}")


def refused(kind, call):
    """The exception of this kind that a call has to end with."""
    try:
        answer = call()
    except kind as refusal:
        return refusal
    raise AssertionError(f"wanted a refusal, got {answer!r}")


def eventually(read, wanted, seconds=10):
    """Reads again and again until what is wanted is there."""
    deadline = time.monotonic() + seconds
    while (actual := read()) != wanted:
        if time.monotonic() > deadline:
            raise AssertionError(f"wanted {wanted!r} in {seconds} s, still got {actual!r}")
        time.sleep(0.05)


def statuses(session):
    """The list to which a session of the `requests` library will add the status of every answer."""
    seen = []
    session.hooks["response"].append(lambda answer, *_, **__: seen.append(answer.status_code))
    return seen


def run():
    """Exits with 1 where a scenario failed, or where there was none."""
    failed = 0
    for function in _scenarios:
        name = function.__name__.replace("_", " ")
        try:
            function()
        except (Exception, SystemExit) as why:
            failed += 1
            told = " ".join(f"{type(why).__name__}: {why}".split())
            print(f"fail {name}: {told}", flush=True)
        else:
            print(f"pass {name}", flush=True)
    sys.exit(1 if failed or not _scenarios else 0)
