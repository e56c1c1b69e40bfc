"""The printed table: name, figure, unit and note. Each line is printed as soon as it is known."""

_LINE = "{name:<44}{figure:>12}  {unit:<12}{note}"


def print_head(vendor: str, *, full: bool) -> None:
    """Print the database, the size and the names of the columns."""
    print(f"{vendor}, {'full' if full else 'default'} size")
    print(_LINE.format(name="name", figure="figure", unit="unit", note="note"), flush=True)


class Report:
    """The lines of one measure."""

    def __init__(self, measure: str) -> None:
        self._measure = measure

    def add(self, name: str, figure: float, unit: str, note: str = "") -> None:
        """Print one line."""
        text = f"{figure:,}" if isinstance(figure, int) else f"{figure:,.{_digits(figure)}f}"
        line = _LINE.format(name=f"{self._measure}: {name}", figure=text, unit=unit, note=note)
        print(line.rstrip(), flush=True)


def _digits(figure: float) -> int:
    # Three significant digits.
    size = abs(figure)
    return 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 3
