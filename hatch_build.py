"""Compiles the knowledge that ships, so that it travels in the wheel as a bot uses it."""

from __future__ import annotations

import os
import sys
import tempfile
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileKnowledge(BuildHookInterface[Any]):
    """Puts ``faq.compiled`` beside ``faq.yaml``, in a wheel that is no link to a checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into a folder of its own, which :meth:`finalize` takes away."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from chatbot.dialogue import compile_to

        self._folder = tempfile.TemporaryDirectory()
        compiled = os.path.join(self._folder.name, "faq.compiled")
        compile_to(os.path.join(self.root, "faq.yaml"), compiled)
        os.chmod(compiled, 0o644)
        build_data["force_include"][compiled] = "chatbot/faq.compiled"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take the folder away."""
        if version != "editable":
            self._folder.cleanup()
