"""``python -m chatbot`` and the ``chatbot`` command."""

import sys
from io import TextIOWrapper

INTERRUPTED = 130
SIGNALLED = 128
"""A status above it is that of a signal."""


def main() -> int:
    """Run the command line on ``sys.argv``; the exit status, whatever happens to the streams."""
    status = 0
    try:
        _prepare_streams()
        status = _run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        _give_up_output()
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        _give_up_output()
        return status if status > SIGNALLED else _failed(error)
    return status


def _run(arguments: list[str]) -> int:
    if arguments == ["--version"]:  # before argparse, which is most of this command's time
        from chatbot.surfaces.installed import version

        sys.stdout.write(f"{version()}\n")
        return 0
    from chatbot.surfaces.command_line import run

    try:
        return run(arguments)
    except SystemExit as ended:  # how argparse and signals end it; what was written is not out yet
        return int(ended.code or 0)


def _prepare_streams() -> None:
    """Make streams that never fail on a character, and lines that end where lines end."""
    if sys.stdout is None:
        from errno import EBADF

        raise OSError(EBADF, "it is closed", "standard output")
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace", newline="\n")


def _give_up_output() -> None:
    """Send what is still buffered nowhere, so that the interpreter's last flush is quiet."""
    import os

    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _failed(error: OSError) -> int:
    from chatbot.surfaces.status import READ_OR_WRITE_FAILED, complain_of

    complain_of(error, "standard output")
    return READ_OR_WRITE_FAILED


if __name__ == "__main__":
    sys.exit(main())
