"""Tables in Markdown, whose columns line up in a terminal as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

NAME_WIDTH = 24


class Table:
    """A table that is printed row by row, as the figures come in."""

    def __init__(self, rows: str, columns: Mapping[str, int]) -> None:
        """Print the head: what the rows are, and the figures' names; take their decimal places."""
        self._columns = columns
        self._print(rows, list(columns))
        self._print("-" * NAME_WIDTH, ["-" * (self._width(name) - 1) + ":" for name in columns])

    def add(self, name: str, figures: Mapping[str, float]) -> None:
        """Print one row; a figure that there is not stays empty."""
        cells = [
            f"{figures[column]:,.{digits}f}" if column in figures else ""
            for column, digits in self._columns.items()
        ]
        self._print(name, cells)

    @staticmethod
    def _width(column: str) -> int:
        return max(6, len(column))

    def _print(self, name: str, cells: Sequence[str]) -> None:
        aligned = [
            f"{cell:>{self._width(column)}}"
            for cell, column in zip(cells, self._columns, strict=True)
        ]
        print("|", name.ljust(NAME_WIDTH), "|", " | ".join(aligned), "|", flush=True)
