"""A scope's page: what a reader must find of a metric, and what must never be there."""

from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import sqlglot
from sqlglot import exp

from assets.warehouse.duckdb import read_sql
from assets.warehouse.model_catalog import load_catalog

HOSTILE = "<script>alert(1)</script>\" onmouseover='alert(2)' {{ 7 * 7 }} {nps}"
NPS = {
    "value": 28.75,
    "unit": "points",
    "n": 1066,
    "ci_low": -1.04,
    "ci_high": 47.5,
    "target": 40.0,
    "status": "uncertain",
    "signal": "worsening",
}
HIDDEN = {"unit": "points", "status": "hidden", "hidden_reason": "fewer than 10 answers"}


def test_metric_shows_target_value_unit_interval_count_status_and_signal(desk):
    desk.give_figure("nps", **NPS)
    target, month, _, signal, _ = desk.pages()["index.html"].row("Net Promoter Score")
    assert target == "40 points"
    assert month == "28.8 points ≈ uncertain −1.0 to 47.5 · n = 1,066"
    assert signal == "▼ worsening (month)"


def test_what_customers_feel_stands_beside_what_we_measure(desk):
    desk.give_figure("nps", **NPS)
    desk.give_figure(
        "answered_within_24h_pct", value=73.6, unit="percent", target=100.0, status="missed"
    )
    text = desk.pages()["index.html"].text
    felt, measured = text.split("What customers feel 0 of 1 targets met")[1].split(
        "What we measure 0 of 1 targets met, 1 missed, 0 uncertain."
    )
    assert "≈ Uncertain: Net Promoter Score 28.8 points" in felt
    assert measured.startswith(" ✗ Missed: Answered within 24 hours 73.6 %")


def test_change_is_told_with_its_interval_only_where_it_is_clear(desk):
    earlier = {"period_start": date(2026, 8, 1), "period_end": date(2026, 8, 31)}
    for metric, before, after in (("csat", 60.0, 80.0), ("reopen_pct", 5.0, 6.0)):
        for value, period in ((before, earlier), (after, {})):
            desk.give_figure(
                metric,
                value=value,
                unit="percent",
                ci_low=value - 3,
                ci_high=value + 4,
                change=None if period else after - before,
                **period,
            )
    page = desk.pages()["index.html"]
    # The difference less √(3² + 4²), and plus √(4² + 3²).
    assert page.row("Customer satisfaction")[2] == "+20.0 points, better +15.0 to +25.0"
    assert page.row("Reopened tickets")[2] == "no clear change −4.0 to +6.0"


def test_change_of_a_count_has_no_interval_and_worse_says_so(desk):
    desk.give_figure("backlog", value=44, unit="tickets", change=11)
    assert desk.pages()["index.html"].row("Backlog")[2] == "+11 tickets"


def test_hidden_figure_says_why_and_shows_no_number(desk):
    desk.give_figure("nps", **HIDDEN)
    desk.give_figure("csat", **HIDDEN | {"unit": "percent"})
    desk.give_figure("csat", "quarter", value=71.8, unit="percent", n=163, status="missed")
    page = desk.pages()["index.html"]
    assert page.row("Net Promoter Score") == ["hidden: fewer than 10 answers"]
    assert page.row("Customer satisfaction")[1:3] == [
        "hidden: fewer than 10 answers",
        "71.8 % ✗ missed n = 163",
    ]


def test_summary_takes_the_quarter_where_the_month_is_hidden(desk):
    desk.give_figure("csat", **HIDDEN | {"unit": "percent"})
    desk.give_figure("csat", "quarter", value=71.8, unit="percent", status="missed")
    assert "✗ Missed: Customer satisfaction 71.8 % (quarter)" in desk.pages()["index.html"].text


def test_metric_without_its_feed_says_what_it_needs_and_shows_no_zero(desk):
    desk.connection.execute(
        "update marts.metrics set availability = 'not available: needs orders'"
        " where metric in ('repeat_customers_pct', 'recovery_pct')"
    )
    desk.give_figure("nps", **NPS)
    page = desk.pages()["index.html"]
    sentence = "Not available: Customers won back, Repeat customers. Needs orders."
    assert sentence in page.text
    assert not [first for first in page.rows if first.startswith("Repeat customers")]


def test_home_without_figures_says_so(desk):
    assert "There is no figure of a complete week" in desk.pages()["index.html"].text


def test_running_period_is_not_shown(desk):
    desk.give_figure("nps", **NPS)
    desk.give_figure(
        "nps", value=99, unit="points", period_start=date(2026, 10, 1),
        period_end=date(2026, 10, 31),
    )  # fmt: skip
    assert "99.0" not in desk.pages()["index.html"].text


def test_weeks_are_drawn_with_gaps_and_said_in_words(desk):
    for weeks_ago in (0, 1, 2, 5, 6):
        monday = date(2026, 9, 21) - timedelta(weeks=weeks_ago)
        desk.give_figure(
            "nps",
            "week",
            value=10.0 + weeks_ago,
            unit="points",
            period_start=monday,
            period_end=monday + timedelta(days=6),
        )
    tags = desk.pages()["index.html"].tags
    label = next(attributes["aria-label"] for tag, attributes in tags if tag == "svg")
    label = label.replace("\N{NO-BREAK SPACE}", " ")
    assert label == "5 of the last 26 weeks, from 10.0 points to 16.0 points"
    assert [tag for tag, _ in tags].count("polyline") == 2


def test_every_scope_has_a_page_however_much_their_names_are_alike(desk):
    names = ["A B", "a-b", "서울", "부산", "../up", "x" * 300]
    for name in names:
        desk.give_figure("nps", **NPS | {"scope_kind": "team", "scope": name})
    pages = desk.pages()
    assert len(pages) == len(names) + 2
    titles = {page.text.split("Service scorecard: ")[-1].split(" (team)")[0] for page in
              pages.values()}  # fmt: skip
    assert titles >= set(names)


def test_every_link_leads_somewhere_within_the_report(desk):
    desk.give_figure("nps", **NPS)
    desk.give_figure("nps", **NPS | {"scope_kind": "team", "scope": HOSTILE})
    pages = desk.pages()
    anchors = {
        (name, attributes.get("id")) for name, page in pages.items() for _, attributes in page.tags
    }
    links = {
        (urlsplit(attributes["href"]).path or name, urlsplit(attributes["href"]).fragment or None)
        for name, page in pages.items()
        for tag, attributes in page.tags
        if tag == "a"
    }
    assert len(links) > 10
    assert links <= anchors | {(name, None) for name in pages}


def test_hostile_names_stay_text(desk):
    desk.give_figure("nps", **NPS | {"scope_kind": "team", "scope": HOSTILE})
    desk.give("marts.company_ideas", [{"idea": HOSTILE, "period_kind": "all", "n": 30}])
    pages = desk.pages()
    shown = [name for name, page in pages.items() if HOSTILE in page.text]
    assert len(shown) == 3
    for page in pages.values():
        assert "script" not in [tag for tag, _ in page.tags]
        assert not [name for _, names in page.tags for name in names if name.startswith("on")]


def test_pages_load_nothing(desk):
    desk.give_figure("nps", **NPS)
    for page in desk.pages().values():
        assert {"script", "link", "img", "iframe"}.isdisjoint(tag for tag, _ in page.tags)
        assert "url(" not in page.html
        assert "@import" not in page.html


def test_tables_can_be_followed_without_seeing_them(desk):
    desk.give_figure("nps", **NPS)
    desk.give_figure("nps", **NPS | {"scope_kind": "team", "scope": "A"})
    desk.give("marts.company_ideas", [{"idea": "chat", "period_kind": "all", "n": 30}])
    for page in desk.pages().values():
        tags = [tag for tag, _ in page.tags]
        assert dict(page.tags)["html"] == {"lang": "en"}
        assert tags.count("caption") == tags.count("table") > 0
        assert all(attributes.get("scope") for tag, attributes in page.tags if tag == "th")


def test_order_of_rows_changes_no_byte(new_desk):
    figures = [("nps", "A"), ("csat", "B"), ("nps", "B"), ("csat", "A")]
    written = []
    for number, order in enumerate((figures, figures[::-1])):
        desk = new_desk()
        for metric, team in order:
            columns = {"scope_kind": "team", "scope": team, "value": 5, "unit": "points"}
            desk.give_figure(metric, **columns)
        written.append({name: page.html for name, page in desk.pages(f"{number}").items()})
    assert written[0] == written[1]


QUERIES = [
    "publishing/scorecard_figures.sql",
    "publishing/scorecard_weeks.sql",
    "publishing/metric_definitions.sql",
    *(
        f"publishing/questions/{path.name}"
        for path in sorted(Path("dbt_like_sql/publishing/questions").glob("*.sql"))
    ),
]


@pytest.mark.parametrize("query", QUERIES)
def test_pages_read_only_what_the_company_file_holds(query):
    select = sqlglot.parse_one(read_sql(query), dialect="duckdb")
    read = {f"{table.db}.{table.name}" for table in select.find_all(exp.Table) if table.db}
    company = {model.table for model in load_catalog() if model.sidecar.company}
    assert read <= company | {"reference.run", "reference.metrics", "reference.periods"}
