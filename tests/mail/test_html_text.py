"""HTML → the lines that its reader sees."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from followupd.mail.html import json_ld, to_text
from followupd.mail.quotes import split


def test_blocks_are_lines_and_paragraphs_stand_apart() -> None:
    assert (
        to_text("<p>One\n two</p><p>Three<br>four</p><div>five</div><div>six</div>")
        == "One two\n\nThree\nfour\n\nfive\nsix"
    )
    assert to_text("<div>a</div><div><br></div><div>b</div>") == "a\n\nb"
    assert to_text("<ul><li>Ann</li><li>Bob</li></ul>") == "- Ann\n- Bob"
    assert to_text("a &amp; b&nbsp;c <b>d</b>e <a href='https://x.test'>link</a>") == "a & b c de link"
    assert to_text("<pre>a\n  b\n\nc</pre>") == "a\nb\n\nc"


def test_a_row_of_label_and_value_is_one_line() -> None:
    table = (
        "<table><tr><td><table>"
        "<tr><td><b>Date</b></td><td><p>Tuesday, November 10</p></td></tr>"
        "<tr><th>Time</th><td>2:00 PM<br>Eastern</td></tr>"
        "<tr><td></td><td></td></tr><tr><td>Where<td><a href='#'>Video call</a>"
        "</table></td></tr></table>"
    )
    assert to_text(table) == "Date  Tuesday, November 10\nTime  2:00 PM, Eastern\nWhere  Video call"


def test_the_cells_of_a_layout_stand_below_each_other() -> None:
    words = "<p>" + "</p><p>".join(["Hello Jordan,"] + ["A sentence."] * 5) + "</p>"
    lines = to_text(f"<table><tr><td>{words}</td><td>Aside</td></tr></table>").split("\n")
    assert lines[0] == "Hello Jordan,"
    assert lines[-1] == "Aside"


def test_what_nobody_sees_is_not_read() -> None:
    html = (
        "<html><head><title>T</title><style>p{}</style></head><body><div style='display:none'>preheader</div>"
        "<span style='VISIBILITY: hidden'>h</span><script>var a;</script><!-- comment -->"
        "<p>seen</p><p hidden>x</p></body></html>"
    )
    assert to_text(html) == "seen"


def test_the_quotation_of_each_program_is_cut() -> None:
    quotations = {
        "gmail": "<div class=gmail_quote><div class=gmail_attr>On Nov 9, 2026 Ann &lt;a@x.test&gt; wrote:<br></div>"
        "<blockquote class=gmail_quote style='border-left:1px solid'>Tuesday?</blockquote></div>",
        "gmail in any language": "<div class=gmail_quote><div class=gmail_attr>Blah 2026 Ann a@x.test blah:</div>"
        "<blockquote class=gmail_quote>Tuesday?</blockquote></div>",
        "thunderbird": "<div class=moz-cite-prefix>On 09.11.26 Ann wrote:<br></div>"
        "<blockquote type=cite>Tuesday?</blockquote>",
        "apple": "<div><br><blockquote type=cite><div>On Nov 9, 2026, at 3:00 PM, Ann &lt;a@x.test&gt; wrote:</div>"
        "<div>Tuesday?</div></blockquote></div>",
        "yahoo": "<div class=yahoo_quoted><div>On November 9, 2026, Ann wrote:</div><div>Tuesday?</div></div>",
        "outlook": "<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in'>"
        "<p class=MsoNormal><b>From:</b> Ann<br><b>Sent:</b> Monday<br><b>To:</b> J<br><b>Subject:</b> Talk</p></div>"
        "<p class=MsoNormal>Tuesday?</p>",
        "outlook on the web": "<hr><div id=divRplyFwdMsg><b>Von:</b> Ann<br><b>Gesendet:</b> Montag<br>"
        "<b>An:</b> J<br><b>Betreff:</b> X</div><div>Tuesday?</div>",
        "somebody who wrote": "<p>On Nov 9, 2026 Ann &lt;a@x.test&gt; wrote:</p><blockquote>Tuesday?</blockquote>",
    }
    for program, quotation in quotations.items():
        said = split(to_text(f"<div>Yes, it works.</div>{quotation}"))
        assert said.new == "Yes, it works.", program
        assert "Tuesday?" in said.quoted, program


def test_an_answer_below_a_marked_quotation_is_new() -> None:
    html = "<p>Hi Ann,</p><blockquote type=cite><p>Tuesday?</p></blockquote><p>Yes.</p>"
    assert split(to_text(html)).new == "Hi Ann,\n\nYes."


def test_a_blockquote_that_only_sets_off_or_indents_is_text() -> None:
    assert (
        split(to_text("<p>Your interview:</p><blockquote>Tuesday at two</blockquote>")).new
        == "Your interview:\n\nTuesday at two"
    )
    indented = "<blockquote style='margin:0 0 0 40px;border:none'>Tuesday at two</blockquote>"
    assert split(to_text(f"<p>Hi</p>{indented}")).new == "Hi\n\nTuesday at two"


def test_a_forward_is_no_quotation() -> None:
    html = (
        "<div>FYI</div><div class=gmail_quote><div class=gmail_attr>---------- Forwarded message ---------<br>"
        "From: Bob &lt;b@x.test&gt;<br>Subject: Talk<br></div>Tuesday at two</div>"
    )
    said = split(to_text(html))
    assert (said.new, said.quoted) == ("FYI", "")
    assert said.forwarded.endswith("Tuesday at two")


def test_a_broken_object_loses_no_other() -> None:
    html = (
        '<script type="application/ld+json">{"@type": </script>'
        '<script type="application/ld+json; charset=utf-8">[{"@type": "A"}, 7, {"@graph": [{"@type": "B"}]}]</script>'
        '<SCRIPT TYPE="application/LD+JSON"><!-- {"@type": "C", "name": "two\nlines"} --></SCRIPT>'
    )
    assert [json.loads(one)["@type"] for one in json_ld(html)] == ["A", "B", "C"]


@given(st.text(alphabet="<>/!-[]= \n\"'apqrtdblockuehsyi&;#0\x00", max_size=200))
def test_no_markup_raises(html: str) -> None:
    to_text(html)
    json_ld(f'<script type="application/ld+json">{html}</script>')
