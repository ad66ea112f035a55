"""Fuzz one target with atheris: ``python -m tests.fuzz TARGET FOLDER [libFuzzer options]``."""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["chatbot"]):
    from tests.fuzz.targets import TARGETS

CORPUS = Path(__file__).with_name("corpus")
FILES = CORPUS.parents[1] / "knowledge" / "valid"
LIMITS = ("-timeout=10", "-rss_limit_mb=2048", "-max_len=4096")
"""Seconds and memory for one input, and its length in bytes."""


def main() -> None:
    """Run until stopped or until an input fails, beginning with the corpus."""
    if len(sys.argv) < 3 or sys.argv[1] not in TARGETS:
        sys.exit(f"usage: python -m tests.fuzz {{{','.join(TARGETS)}}} FOLDER [OPTION...]")
    program, target, folder, *options = sys.argv
    Path(folder).mkdir(parents=True, exist_ok=True)
    seeds = [folder, str(CORPUS / target), *([str(FILES)] if target == "loader" else [])]
    limits = (*LIMITS, f"-artifact_prefix={folder}-")
    atheris.Setup([program, *limits, *options, *seeds], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
