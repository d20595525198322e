"""The daemon's heartbeat: a few interval jobs. The one `schedule` import.

`schedule` reads a naive wall clock, so it only says how often to look; when a window opens is computed elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable

import schedule

Job = Callable[[], None]


class Heartbeat:
    """Calls each job every so many seconds, from `beat`. Nothing is kept over a restart, and no missed call is made up.

    After a jump of the clock a new one is to be made: set back by a day, `schedule` would rest for a day.
    """

    def __init__(self, jobs: dict[int, Job]) -> None:
        self._scheduler = schedule.Scheduler()
        for seconds, job in jobs.items():
            self._scheduler.every(seconds).seconds.do(job)

    def beat(self) -> None:
        """Call what is due. A job must not raise: `schedule` would starve those after it."""
        self._scheduler.run_pending()

    def seconds(self) -> float:
        """Until the next job is due; 0 where one is overdue."""
        return max(0.0, self._scheduler.idle_seconds or 0.0)
