import pytest
import yaml

from assets.contracts.feeds import load_feeds
from assets.contracts.sources import load_source, load_sources
from assets.errors import ContractError

EVENTS = {
    "source": "support_events",
    "feed": "ticket_events",
    "files": "support/events*.csv",
    "time_zone": "Europe/Helsinki",
    "date_format": "%Y-%m-%d %H:%M:%S",
    "columns": {"ticket_id": "case_id", "at": "timestamp", "event": "activity"},
}


@pytest.fixture
def write(tmp_path):
    """Writes a source file: EVENTS with changes; a change to None removes a key."""

    def write_source(name="events.yml", **changes):
        entry = {key: value for key, value in {**EVENTS, **changes}.items() if value is not None}
        path = tmp_path / name
        path.write_text(yaml.safe_dump(entry, allow_unicode=True), "utf-8")
        return path

    return write_source


def refusal(path):
    with pytest.raises(ContractError) as caught:
        load_source(path)
    return str(caught.value)


def test_source_is_read_with_its_defaults(write):
    source = load_source(write())
    assert (source.format, source.encoding, source.delimiter) == ("csv", "utf-8", ",")
    assert source.export_columns() == {"case_id", "timestamp", "activity"}


def test_source_of_interface_document_is_valid(write):
    values = {"event": {"Closed": "closed"}}
    constants = {"actor_role": "agent"}
    source = load_source(write(encoding="utf-8", decimal=".", values=values, constants=constants))
    assert source.values == values


@pytest.mark.parametrize(
    ("changes", "nearest"),
    [
        ({"feed": "ticket_event"}, "ticket_events"),
        ({"columns": {"ticket_id": "a", "evnt": "b"}}, "event"),
        ({"values": {"actor_rol": {"x": "agent"}}}, "actor_role"),
        ({"constants": {"is_publik": "true"}}, "is_public"),
        ({"format": "qualtrix_csv"}, "qualtrics_csv"),
        ({"time_zone": "Europe/Helsinky"}, "Europe/Helsinki"),
    ],
    ids=["feed", "column", "column of values", "column of constants", "format", "zone"],
)
def test_unknown_name_is_refused_with_file_and_nearest_name(write, changes, nearest):
    message = refusal(write(**changes))
    assert "sources/events.yml" in message
    assert f"{nearest}" in message


def test_unknown_column_set_by_a_value_is_refused_with_the_nearest_name(write):
    message = refusal(write(values={"event": {"Closed": {"event": "status", "valu": "closed"}}}))
    assert "`value`" in message


@pytest.mark.parametrize(
    "changes",
    [
        {"colums": {"ticket_id": "a"}},
        {"source": "Support Events"},
        {"files": None},
        {"encoding": "utf-9"},
        {"delimiter": "|||||"},
        {"quote": ""},
        {"files": "/etc/*.csv"},
        {"files": ""},
        {"files": "../elsewhere/*.csv"},
        {"files": "support/../../*.csv"},
        {"time_zone": "../../etc/passwd"},
    ],
    ids=lambda changes: "{}={}".format(*next(iter(changes.items()))),
)
def test_source_that_no_file_could_be_read_with_is_refused(write, changes):
    assert "sources/events.yml" in refusal(write(**changes))


def test_source_that_is_no_yaml_is_refused_with_its_name(tmp_path):
    path = tmp_path / "broken.yml"
    path.write_text("source: [", "utf-8")
    assert "sources/broken.yml" in refusal(path)


def test_empty_source_file_is_refused(tmp_path):
    path = tmp_path / "empty.yml"
    path.write_text("", "utf-8")
    assert "sources/empty.yml" in refusal(path)


def test_time_zone_is_required_where_times_carry_no_offset(write):
    message = refusal(write(time_zone=None))
    assert "time_zone" in message
    assert "`at`" in message


def test_time_zone_is_required_where_the_vendor_writes_local_times(write):
    survey = {
        "feed": "survey_responses",
        "format": "surveymonkey_csv",
        "columns": {"score": "How likely?"},
        "date_format": "%m/%d/%Y %I:%M %p",
    }
    assert "time_zone" in refusal(write(**survey, time_zone=None))


@pytest.mark.parametrize("date_format", ["%Y-%m-%d %H:%M:%S %z", "epoch", None])
def test_time_zone_is_not_required_where_times_carry_an_offset(write, date_format):
    assert load_source(write(time_zone=None, date_format=date_format)).time_zone is None


def test_time_zone_is_not_required_without_times(write):
    agents = {"feed": "agents", "columns": {"agent_id": "id", "hired_on": "hired"}}
    assert load_source(write(**agents, time_zone=None)).time_zone is None


def test_two_files_with_one_source_name_are_refused(write, tmp_path):
    write("a.yml")
    write("b.yml")
    with pytest.raises(ContractError, match="support_events"):
        load_sources(tmp_path)


def test_sources_come_in_the_order_of_their_files_names(write, tmp_path):
    write("b.yml", source="second")
    write("a.yml", source="first")
    assert [source.source for source in load_sources(tmp_path)] == ["first", "second"]


def test_home_without_sources_has_none(tmp_path):
    assert load_sources(tmp_path) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"columns": {**EVENTS["columns"], "value": "new"}},
        {"values": {"event": {"Closed": "closed"}}},
        {"constants": {"actor_role": "agent"}},
        {"time_zone": "Asia/Seoul"},
        {"date_format": "%d.%m.%Y %H:%M"},
        {"encoding": "cp949"},
        {"decimal": ","},
        {"delimiter": ";"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_definition_changes_with_the_source_file(write, changes):
    before = load_source(write()).definition()
    assert load_source(write(**changes)).definition() != before


def test_definition_changes_with_the_contract(write, monkeypatch):
    source = load_source(write())
    before = source.definition()
    feeds = dict(load_feeds())
    feed = feeds["ticket_events"]
    columns = dict(feed.columns)
    columns["event"] = columns["event"].model_copy(update={"one_of": ("created",)})
    feeds["ticket_events"] = feed.model_copy(update={"columns": columns})
    monkeypatch.setattr("assets.contracts.sources.load_feeds", lambda: feeds)
    assert source.definition() != before


def test_definition_stays_with_layout_and_comments_of_the_file(write):
    path = write()
    before = load_source(path).definition()
    path.write_text("# a remark\n" + path.read_text("utf-8") + "\n", "utf-8")
    assert load_source(path).definition() == before
