import pytest

from assets.contracts.feeds import PROVENANCE_COLUMNS, Feed, load_feeds

# The promise to others, as it was agreed: the order and the names of columns, `*` marks required.
AGREED = {
    "survey_responses": (
        "response_id* survey* kind* submitted_at* score scale_min scale_max comment language "
        "customer_id ticket_id agent_id team channel country product topic birth_year age_band "
        "invited_at"
    ),
    "tickets": (
        "ticket_id* created_at* status* priority channel type topic subject customer_id agent_id "
        "team product country language first_replied_at solved_at closed_at reopens transfers "
        "replies satisfaction tags updated_at"
    ),
    "ticket_events": "ticket_id* at* event* value is_public actor_id actor_role",
    "agents": (
        "agent_id* name team business_unit manager_id country role level pay_band hired_on left_on "
        "valid_from valid_to"
    ),
    "shifts": "agent_id* scheduled_start* scheduled_end* actual_start actual_end",
    "customers": "customer_id* segment birth_year age_band country since",
    "orders": "order_id* customer_id* ordered_at* amount currency referred_by",
}
CODES = {
    ("survey_responses", "kind"): {"nps", "csat", "ces", "enps", "pulse", "mystery"},
    ("ticket_events", "actor_role"): {"agent", "customer", "system"},
}


def test_feeds_are_those_agreed():
    assert set(load_feeds()) == set(AGREED)


@pytest.mark.parametrize("feed", AGREED)
def test_columns_of_a_feed_are_those_agreed(feed):
    assert list(load_feeds()[feed].columns) == AGREED[feed].replace("*", "").split()


@pytest.mark.parametrize("feed", AGREED)
def test_required_columns_of_a_feed_are_those_agreed(feed):
    required = {name for name, column in load_feeds()[feed].columns.items() if column.required}
    assert required == {name[:-1] for name in AGREED[feed].split() if name.endswith("*")}


@pytest.mark.parametrize(("feed", "column"), CODES)
def test_codes_of_a_column_are_those_agreed(feed, column):
    assert set(load_feeds()[feed].columns[column].one_of) == CODES[feed, column]


def test_names_of_events_stay_open():
    assert load_feeds()["ticket_events"].columns["event"].one_of == ()


@pytest.mark.parametrize("feed", AGREED)
def test_every_customer_id_is_marked_as_an_identity(feed):
    columns = load_feeds()[feed].columns
    named = {name for name in columns if name in ("customer_id", "referred_by")}
    assert {name for name, column in columns.items() if column.identity is True} == named


@pytest.mark.parametrize(
    ("feed", "column"), [("survey_responses", "comment"), ("tickets", "subject")]
)
def test_what_people_write_is_marked_as_free_text(feed, column):
    assert load_feeds()[feed].columns[column].free_text is True


@pytest.mark.parametrize("feed", AGREED)
def test_keys_versions_and_rules_name_columns_of_their_feed(feed):
    contract = load_feeds()[feed]
    known = {*contract.columns, *PROVENANCE_COLUMNS}
    assert set(contract.key) <= known
    assert contract.version is None or contract.version in known
    assert {rule.column for rule in contract.rules} <= known


@pytest.mark.parametrize("feed", AGREED)
def test_every_feed_and_column_is_described(feed):
    contract = load_feeds()[feed]
    assert contract.description.startswith("One row per ")
    assert all(column.description for column in contract.columns.values())


def test_raw_table_holds_the_feeds_columns_and_where_rows_came_from():
    columns = load_feeds()["shifts"].sql_columns()
    assert list(columns) == [
        *AGREED["shifts"].replace("*", "").split(),
        "_source",
        "_load_id",
        "_line",
    ]
    assert columns["scheduled_start"] == "timestamp"


def test_contract_with_an_unknown_word_is_refused():
    with pytest.raises(ValueError, match="colour"):
        Feed.model_validate({"feed": "x", "description": "x", "columns": {}, "colour": "red"})
