"""What looks like a time and is none, and what names a day that cannot be right."""


import pytest
from mentions import NEW_YORK, SENT

from followupd.reading.times import find_times

NO_TIMES = r"""
call me on 713-853-5290 or (212) 555-0123
that is 713/669 - 0923
we are open 24/7
your 401(k) plan
Python 3.11 and version 2.5
ISO 8601 and ISO/IEC 27001
room 4.12 on the 19th floor
the fee is $9.30, about 12.5%
you may apply again
we sat down with the team
the second interview
march on
1400 Smith Street, Houston
zip code 77002
at 3 Main Street
at 2 locations
it grew by 5.5 percent
1/2 of the work
3/4 of us
page 2/3
over 10 years of experience
the 5th candidate
the 21st century
a 30-60-90 plan
10.0.0.1
1.2.3
ticket 12-34-56
in may cases
the sun is out
you may 5 times ask
2 interviewers
10-12 people
a 9-to-5 job
seats for 8
one to three of us
a score of 7:5
www.example.com/2026/12
SAT scores
#12/5
a team of 12/15 people
I am 25
seeds are 2p2p and 3a0e
from 19 to just over 30 years
withdraw from 1 or more applications
in Workday
the upcoming HR changes
the top 10
10x growth
step 3 of 5
section 7.2
a ratio of 3:1
2x4
I wed
will
"""


@pytest.mark.parametrize("text", NO_TIMES.strip().split("\n"))
def test_what_is_no_time_is_not_read_as_one(text: str) -> None:
    assert find_times(text, SENT, NEW_YORK) == ()


DOUBTS = r"""
tomorrow the 9th
Tuesday, December 9
Friday 12/3/2026
July 7 at 1 pm
February 30
Friday the 20th
the following Monday
today, December 3 at 2 pm
"""


@pytest.mark.parametrize("text", DOUBTS.strip().split("\n"))
def test_what_does_not_agree_is_left_in_doubt(text: str) -> None:
    (mention,) = find_times(text, SENT, NEW_YORK)
    assert mention.doubt
    assert mention.slot is None
