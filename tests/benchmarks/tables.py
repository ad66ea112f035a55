"""Tables in Markdown, whose columns line up in a terminal as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

NAME_WIDTH = 24


class Table:
    """A table that is printed row by row, as the figures come in."""

    def __init__(self, rows: str, columns: Mapping[str, int]) -> None:
        """Print the head: what the rows are, and the figures' names; take their decimal places."""
        self._columns = columns
        self.add_cells(rows, list(columns))
        self.add_cells("-" * NAME_WIDTH, ["-" * (self._width(name) - 1) + ":" for name in columns])

    def add(self, name: str, figures: Mapping[str, float]) -> None:
        """Print one row; a figure that there is not stays empty."""
        cells = [
            f"{figures[column]:,.{digits}f}" if column in figures else ""
            for column, digits in self._columns.items()
        ]
        self.add_cells(name, cells)

    @staticmethod
    def _width(column: str) -> int:
        return max(6, len(column))

    def add_cells(self, name: str, cells: Sequence[str]) -> None:
        """Print one row whose figures are written out."""
        aligned = [
            f"{cell:>{self._width(column)}}"
            for cell, column in zip(cells, self._columns, strict=True)
        ]
        print("|", name.ljust(NAME_WIDTH), "|", " | ".join(aligned), "|", flush=True)
