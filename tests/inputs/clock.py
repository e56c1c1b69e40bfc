"""How far a clock is set back: by a correction, a suspended machine, daylight saving done wrong, a dead battery."""

from datetime import timedelta

SMALL = tuple(timedelta(seconds=n) for n in (1, 5, 9))
FAR = (
    *(timedelta(seconds=n) for n in (11, 30, 59)),
    *(timedelta(minutes=n) for n in (1, 3, 15, 61)),
    *(timedelta(hours=n) for n in (1, 2, 12)),
    *(timedelta(days=n) for n in (1, 8, 31, 365, 3652, 20_000)),
)
# Beyond the longest pause after a failure.
BEYOND_A_PAUSE = tuple(jump for jump in FAR if jump > timedelta(hours=1, minutes=1))
