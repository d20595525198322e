"""What times people write, and what the grammar reads in them.

The mail is of Tuesday, 1 December 2026, 10:00 in New York.
"""

import pytest
from mentions import said


def rows(block: str) -> list[list[str]]:
    """The lines of a block, cut at the arrow; an indented line goes on, "\\n" is a line end."""
    lines = block.strip().replace("\n    ", " ").split("\n")
    return [line.replace("\\n", "\n").split(" => ") for line in lines]


DAYS = r"""
today => 2026-12-01
tomorrow => 2026-12-02
tomorrow week => 2026-12-09
Thursday 3rd suits us => 2026-12-03
the day after tomorrow => 2026-12-03
Tomorrow morning => 2026-12-02
this afternoon => 2026-12-01
Wednesday => 2026-12-02
Tuesday => 2026-12-08
on Monday => 2026-12-07
next Tuesday => 2026-12-08
next Wednesday => 2026-12-09
this Thursday => 2026-12-03
this coming Friday => 2026-12-04
Tuesday week => 2026-12-15
Thursday next week => 2026-12-10
next week on Thursday => 2026-12-10
Tuesday of next week => 2026-12-08
a week from Thursday => 2026-12-10
the 24th works => 2026-12-24
on the 4th => 2026-12-04
Monday the 7th => 2026-12-07
Monday, the 7th => 2026-12-07
Dec 4 => 2026-12-04
December 4th => 2026-12-04
4 December => 2026-12-04
the 4th of December => 2026-12-04
Thu, Dec. 10 => 2026-12-10
Thursday, 10th Dec 2026 => 2026-12-10
December 10, 2026 => 2026-12-10
10-Dec-2026 => 2026-12-10
2026-12-10 => 2026-12-10
2026/12/10 => 2026-12-10
12/10/2026 => 2026-12-10
on 12/10 => 2026-12-10
Thursday 12/10 => 2026-12-10
10.12.2026 => 2026-12-10
on 10.12. at our office => 2026-12-10
thursday , december 10 th => 2026-12-10
tomorrow, Wednesday, December 2 => 2026-12-02
tomorrow (Wednesday) => 2026-12-02
Friday (12/4) => 2026-12-04
the second of December => 2026-12-02
January 5 => 2027-01-05
5 Jan => 2027-01-05
on 20 November => 2026-11-20
Sat, Dec 5 => 2026-12-05
on Sat => 2026-12-05
may 3 rd => 2027-05-03
Friday, March 5th => 2027-03-05
Dec 4\nat our office => 2026-12-04
Thursday,\nDecember 10 => 2026-12-10
yesterday => 2026-11-30
last Friday => 2026-11-27
12/13 => 2026-12-13
first thing Monday => 2026-12-07
end of day Friday => 2026-12-04
COB tomorrow => 2026-12-02
"""


@pytest.mark.parametrize(("text", "day"), rows(DAYS))
def test_a_day_is_read(text: str, day: str) -> None:
    assert said(text) == [day]


LISTS = r"""
Tuesday or Wednesday => 2026-12-08 2026-12-09
Thursday, December 3 or Friday, December 4 => 2026-12-03 2026-12-04
Tuesday, 12/8 or Wednesday, 12/9 => 2026-12-08 2026-12-09
Dec 3rd, 4th or 7th => 2026-12-03 2026-12-04 2026-12-07
December 14 or 15 => 2026-12-14 2026-12-15
the 3rd or 4th of December => 2026-12-03 2026-12-04
Monday, Tuesday and Friday => 2026-12-07 2026-12-08 2026-12-11
wednesday, 12/9/2026; thursday, 12/10/2026; or friday, 12/11/2026 => 2026-12-09 2026-12-10 2026-12-11
Dec 14 - Dec 16 => 2026-12-14..2026-12-16
December 14-18 => 2026-12-14..2026-12-18
Monday through Wednesday => 2026-12-07..2026-12-09
between Monday and Wednesday => 2026-12-07..2026-12-09
Thursday to Monday => 2026-12-03..2026-12-07
14th to 18th of December => 2026-12-14..2026-12-18
next week => 2026-12-07..2026-12-11
this week => 2026-12-01..2026-12-04
early next week => 2026-12-07..2026-12-09
the week of December 14 => 2026-12-14..2026-12-18
week commencing 14 December => 2026-12-14..2026-12-18
week of the 14th => 2026-12-14..2026-12-18
the end of the month => 2026-12-21..2026-12-31
in January => 2027-01-01..2027-01-31
mid-December => 2026-12-10..2026-12-20
the first half of December => 2026-12-01..2026-12-15
within two weeks => 2026-12-01..2026-12-15
in the next few days => 2026-12-01..2026-12-08
within 5 business days => 2026-12-01..2026-12-08
later this week => 2026-12-03..2026-12-04
in the next week or two => 2026-12-01..2026-12-15
"""


@pytest.mark.parametrize(("text", "days"), rows(LISTS))
def test_lists_and_ranges_of_days_are_read(text: str, days: str) -> None:
    assert said(text) == days.split()


CLOCKS = r"""
Noon on Thursday at the slipway => 2026-12-03T12:00-05:00
Thursday 3 December at ten minutes past two => 2026-12-03T14:10-05:00
11 on Saturday, you are on the board => 2026-12-05T11:00-05:00
Thurs 3rd about 2 => 2026-12-03T14:00-05:00
Fri 10. Paul drives. => 2026-12-04T10:00-05:00
Thursday then. Karen 09.30 => 2026-12-03T09:30-05:00
Thursday 3 December at 9:00, Central Park West 20 => 2026-12-03T09:00-05:00
Thursday 3 December at 2 pm, Mountain View campus => 2026-12-03T14:00-05:00
Thursday 3.12. at 14.00 Finnish time => 2026-12-03T14:00+02:00
Thursday 3 December, 8 pm Sydney => 2026-12-03T20:00+11:00
Thu 3 Dec, 2:30-3:15pm ET => 2026-12-03T14:30-05:00/15:15
Tuesday, December 8 at 2:00 PM Eastern => 2026-12-08T14:00-05:00
Tuesday evening, December 8, at 6:30 => 2026-12-08T18:30-05:00
Tuesday, December 8 at 10:00 AM Eastern / 3:00 PM London => 2026-12-08T10:00-05:00
Tuesday, December 8 at 10 AM Eastern (that is 7 AM Pacific) => 2026-12-08T10:00-05:00
Thursday afternoon (Dec 10) at 3 => 2026-12-10T15:00-05:00
Friday morning the 18th at 10 => 2026-12-18T10:00-05:00
December 8, 2026, 2:00 PM - 3:00 PM (EST) => 2026-12-08T14:00-05:00/15:00
8 December 2026 14:00 CET => 2026-12-08T14:00+01:00
2026-12-08 14:00 UTC => 2026-12-08T14:00+00:00
2026-12-08T14:00 => 2026-12-08T14:00-05:00
on 12/8 at 2pm => 2026-12-08T14:00-05:00
tomorrow at half past ten => 2026-12-02T10:30-05:00
Friday at quarter to 3 => 2026-12-04T14:45-05:00
Friday at a quarter past nine => 2026-12-04T09:15-05:00
Friday at ten past two => 2026-12-04T14:10-05:00
Friday, noon your time => 2026-12-04T12:00-05:00
12 noon on Friday => 2026-12-04T12:00-05:00
Friday at 10h30 => 2026-12-04T10:30-05:00
Friday 1430 hrs => 2026-12-04T14:30-05:00
Friday, 9-10am => 2026-12-04T09:00-05:00/10:00
Friday from 3:00 pm to 4:00 pm => 2026-12-04T15:00-05:00/16:00
Friday 11-1pm => 2026-12-04T11:00-05:00/13:00
Friday at 10:00 AM Eastern (45 minutes) => 2026-12-04T10:00-05:00/10:45
Friday at 10 am for 30 minutes => 2026-12-04T10:00-05:00/10:30
Friday at 10 am for an hour and a half => 2026-12-04T10:00-05:00/11:30
Friday at 10 am for half an hour => 2026-12-04T10:00-05:00/10:30
friday , dec . 4 at 2 : 30 p . m . => 2026-12-04T14:30-05:00
1 : 00 pm on friday , december 4 th => 2026-12-04T13:00-05:00
at 1 pm tomorrow => 2026-12-02T13:00-05:00
2pm ET on Friday => 2026-12-04T14:00-05:00
Friday @ 2pm => 2026-12-04T14:00-05:00
Friday at 2 => 2026-12-04T14:00-05:00
Friday at 2:30 => 2026-12-04T14:30-05:00
Friday at 8 => 2026-12-04T08:00-05:00
Friday at 11. => 2026-12-04T11:00-05:00
Friday at 12 => 2026-12-04T12:00-05:00
Friday at two o'clock => 2026-12-04T14:00-05:00
Friday at two thirty => 2026-12-04T14:30-05:00
Friday at ten am => 2026-12-04T10:00-05:00
Friday morning at 7 => 2026-12-04T07:00-05:00
tomorrow afternoon at 4:15 => 2026-12-02T16:15-05:00
tonight at 7 => 2026-12-01T19:00-05:00
Friday at 2.30pm => 2026-12-04T14:30-05:00
Friday at 16.00 => 2026-12-04T16:00-05:00
Friday 14:00-14:45 => 2026-12-04T14:00-05:00/14:45
Friday between 14:00 and 15:00 works => ?
Friday after 2:30 => ?
Friday, 9am-5pm => ?
Friday at 7 => ?
Thursday, 10 December at 10:00 (GMT-05:00) Eastern Time (US & Canada) => 2026-12-10T10:00-05:00
Friday at 3 pm London time => 2026-12-04T15:00+00:00
Friday 3pm (London) => 2026-12-04T15:00+00:00
Friday at 9:00 Pacific => 2026-12-04T09:00-08:00
Friday at 9 am PST (12 pm EST) => 2026-12-04T09:00-08:00
Friday at 10am PT / 1pm ET => 2026-12-04T10:00-08:00
Friday 10:00 AM UTC+2 => 2026-12-04T10:00+02:00
Friday at 14:00 Europe/Vienna => 2026-12-04T14:00+01:00
Friday at 14:00 +01:00 => 2026-12-04T14:00+01:00
Friday at 2 pm AEDT => 2026-12-04T14:00+11:00
Friday at 2 pm new york time => 2026-12-04T14:00-05:00
Friday 2 p.m. here in Houston => 2026-12-04T14:00-06:00
Friday at 3pm GMT => 2026-12-04T15:00+00:00
Friday at 9:30 a.m. Central Standard Time => 2026-12-04T09:30-06:00
3:30 pm (houston time - 1:30 pm california time) on Friday => 2026-12-04T15:30-06:00
Friday at 10 AM IST => ?
Date: December 8, 2026\nTime: 2:00 PM\nTime zone: Central Time\nDuration: 1 hour => 2026-12-08T14:00-06:00/15:00
When: Tuesday, December 8, 2026 2:00 PM-2:45 PM. (UTC-06:00) Central Time (US & Canada) =>
    2026-12-08T14:00-06:00/14:45
Tuesday Dec 8, 2026 ⋅ 2pm – 2:30pm (Eastern Time - New York) => 2026-12-08T14:00-05:00/14:30
| Date | 8 December 2026 |\n| Time | 14:00 | => 2026-12-08T14:00-05:00
Friday, December 4 works for us. Would 3:30 pm be ok? => 2026-12-04T15:30-05:00
on Friday December 4th in our Boston office, we will see you at 3 pm => 2026-12-04T15:00-05:00
Fri., Dec. 4, 10 a.m. => 2026-12-04T10:00-05:00
from 10:00 to 11:00 on Friday => 2026-12-04T10:00-05:00/11:00
Friday 4 December, 10:00 - 11:30 CET => 2026-12-04T10:00+01:00/11:30
Friday 4th December at 10am for approximately 45 minutes => 2026-12-04T10:00-05:00/10:45
Friday at 10:00am. The interview will last 60 minutes. => 2026-12-04T10:00-05:00/11:00
Friday at 10am; please arrive 15 minutes early => 2026-12-04T10:00-05:00
Friday at 11:30 PM => 2026-12-04T23:30-05:00
Friday, 12:30 => 2026-12-04T12:30-05:00
Friday at 12:15 am => 2026-12-04T00:15-05:00
4:00pm Friday => 2026-12-04T16:00-05:00
Friday around 3 pm => 2026-12-04T15:00-05:00
Friday at 15h => 2026-12-04T15:00-05:00
Friday at a quarter to one => 2026-12-04T12:45-05:00
half past two on Friday => 2026-12-04T14:30-05:00
Thursday 3 Dec 15.00-16.00 => 2026-12-03T15:00-05:00/16:00
Thursday 10-11 => 2026-12-03T10:00-05:00/11:00
2027-01-04T16:00:00Z => 2027-01-04T16:00+00:00
2027-01-04 16:00:00 +0100 => 2027-01-04T16:00+01:00
tomorrow at 2ish => 2026-12-02T14:00-05:00
Interview: Wed Dec 9, 2026 10:30am - 11:15am (EST) => 2026-12-09T10:30-05:00/11:15
Does Thursday the 3rd at 3 work? => 2026-12-03T15:00-05:00
Event Date/Time: 10:00am - Tuesday, December 8, 2026 (Eastern Time - US & Canada) => 2026-12-08T10:00-05:00
Thursday, Dec 3rd @ 1:00PM PST / 4:00PM EST => 2026-12-03T13:00-08:00
11:00am - Tuesday, December 8, 2026 (Pacific Time - US & Canada) => 2026-12-08T11:00-08:00
15:30 - 16:00, Thursday, 10 December 2026 (Europe/Lisbon) => 2026-12-10T15:30+00:00/16:00
3pm on Thursday (Lisbon time) => 2026-12-03T15:00+00:00
Thursday 4.30 then => 2026-12-03T16:30-05:00
yes 14.00 on Thursday is good => 2026-12-03T14:00-05:00
10 December 12.30 => 2026-12-10T12:30-05:00
Thursday the 10th 2.15 => 2026-12-10T14:15-05:00
Tuesday the 8th 2:15pm => 2026-12-08T14:15-05:00
Thursday December 10th, 11.00 hours => 2026-12-10T11:00-05:00
Friday 4 Dec, 0900-1000 => 2026-12-04T09:00-05:00/10:00
the first Monday of January at 10 am => 2027-01-04T10:00-05:00
the last Friday in December, 2 pm => 2026-12-25T14:00-05:00
Friday at 2 pm WAT => 2026-12-04T14:00+01:00
Friday at 2 pm (Manila) => 2026-12-04T14:00+08:00
Friday 4th Dec, 1900 to 2100 => 2026-12-04T19:00-05:00/21:00
Friday 4th, 12 to 1. => 2026-12-04T12:00-05:00/13:00
fri 4 dec , 5 . 30pm , here => 2026-12-04T17:30-05:00
Friday 4th Dec 1500-1600 => 2026-12-04T15:00-05:00/16:00
Fri. 2.45 => 2026-12-04T14:45-05:00
Friday, 8.30 start => 2026-12-04T08:30-05:00
15:00 (UTC+1) on Thursday 3rd December => 2026-12-03T15:00+01:00
Thursday 3/12 at 15:00 => 2026-12-03T15:00-05:00
Dec. 9 (Wed.) 3:00 p.m. => 2026-12-09T15:00-05:00
Thursday (10th) at 10 am => 2026-12-10T10:00-05:00
Tuesday, 8 December 2026 at 10.30 am (Central European Time) => 2026-12-08T10:30+01:00
at 10:00, Tuesday December 8 => 2026-12-08T10:00-05:00
Friday at 10 am (1 pm ET) => 2026-12-04T13:00-05:00
Friday at 10 am PT (2 pm ET) => ?
every Thursday at 2 pm => ?
"""


@pytest.mark.parametrize(("text", "start"), rows(CLOCKS))
def test_a_clock_joins_its_day(text: str, start: str) -> None:
    assert said(text) == [start]


SEVERAL = r"""
These are open on Thursday, December 3:\n\n8:15 AM\n9:45 AM\n\nCall by Wednesday. => 2026-12-03T08:15-05:00
    2026-12-03T09:45-05:00 2026-12-02
We meet on Thursday. Would 10.20 or 11.40 suit? => 2026-12-03T10:20-05:00 2026-12-03T11:40-05:00
was Mon 7 Dec 9.30, now Tue 8 Dec 9.15 => ? 2026-12-08T09:15-05:00
you work till Friday. 5th December, 10am, is yours => 2026-12-04 2026-12-05T10:00-05:00
Plan for Thursday the 3rd\n\n1430-1500 Ben\n1500-1530 Eve => 2026-12-03T14:30-05:00/15:00 2026-12-03T15:00-05:00/15:30
Tuesday at 2 or Wednesday at 10 am => 2026-12-08T14:00-05:00 2026-12-09T10:00-05:00
Thursday or Friday at 10 => 2026-12-03T10:00-05:00 2026-12-04T10:00-05:00
Friday at 10am or 2pm => 2026-12-04T10:00-05:00 2026-12-04T14:00-05:00
Friday at 10 am, 11 am or 2 pm ET => 2026-12-04T10:00-05:00 2026-12-04T11:00-05:00 2026-12-04T14:00-05:00
2pm on Thursday, 3pm on Friday => 2026-12-03T14:00-05:00 2026-12-04T15:00-05:00
Thursday 2pm, Friday 3pm => 2026-12-03T14:00-05:00 2026-12-04T15:00-05:00
- Thursday, Dec 3: 10:00-10:30 ET\n- Friday, Dec 4: 14:00-14:30 ET => 2026-12-03T10:00-05:00/10:30
    2026-12-04T14:00-05:00/14:30
Thursday at 2 pm or Friday => 2026-12-03T14:00-05:00 2026-12-04
Thursday at 2pm PT or Friday at 3pm => 2026-12-03T14:00-08:00 2026-12-04T15:00-08:00
How is Thursday or Friday (12/3 or 12/4) at 9:00 am? => 2026-12-03T09:00-05:00 2026-12-04T09:00-05:00
All times are in Pacific Time. Thursday at 9:00, Friday at 10:00 => 2026-12-03T09:00-08:00 2026-12-04T10:00-08:00
Friday at 10, 11 and 2 => 2026-12-04T10:00-05:00 2026-12-04T11:00-05:00 2026-12-04T14:00-05:00
12/9, 12/10 or 12/11 at 2pm => 2026-12-09T14:00-05:00 2026-12-10T14:00-05:00 2026-12-11T14:00-05:00
12/9 at 10am, 12/10 at 2pm => 2026-12-09T10:00-05:00 2026-12-10T14:00-05:00
moved from Thursday at 2 pm to Friday at 3 pm => ? 2026-12-04T15:00-05:00
I moved your talk with Mr. Pike from Thursday to Friday, December 4 at 3 pm => ? 2026-12-04T15:00-05:00
Instead of Thursday, 3 December, we meet on Monday, 7 December at 9:30. => ? 2026-12-07T09:30-05:00
at 3 pm => 15:00
Would 10:30 suit you? => 10:30
"""


@pytest.mark.parametrize(("text", "starts"), rows(SEVERAL))
def test_several_times_are_told_apart(text: str, starts: str) -> None:
    assert said(text) == starts.split()
