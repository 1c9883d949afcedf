import hashlib
import hmac
import re
import secrets

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.privacy.customer_keys import KEY_ID, key_pads
from assets.warehouse.duckdb import open_engine

SECRET = bytes(range(32))
IDS = [
    "C000001",
    "c000001",
    "01012345678",
    "+82 10-1234-5678",
    "matti@example.fi",
    "김민수",
    "Mäkinen",
    "😀",
    "'; drop table x --",
    "a" * 10_000,
    " ",
    "0",
]


@pytest.fixture(scope="module")
def keys_of(tmp_path_factory):
    """Keys as the SQL macro makes them."""
    with open_engine(tmp_path_factory.mktemp("keys") / "work.duckdb") as engine:
        engine.run_file("ingest/macros.sql")

        def make_keys(texts, secret=SECRET):
            pads = key_pads(secret)
            cursor = engine.connection.execute(
                "select customer_key(x, $inner, $outer, $key_id) "
                "from (select unnest($texts::varchar[]) as x)",
                {"texts": texts, "inner": pads.inner, "outer": pads.outer, "key_id": KEY_ID},
            )
            return [row[0] for row in cursor.fetchall()]

        yield make_keys


def hmac_key(text, secret=SECRET):
    return KEY_ID + hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()[:32]


def test_key_is_pythons_hmac(keys_of):
    assert keys_of(IDS) == [hmac_key(text) for text in IDS]


@settings(max_examples=40, deadline=None)
@given(
    texts=st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=1),
    secret=st.binary(min_size=1, max_size=64),
)
def test_key_is_pythons_hmac_for_any_text_and_secret(keys_of, texts, secret):
    assert keys_of(texts, secret) == [hmac_key(text, secret) for text in texts]


def test_keys_differ_by_secret(keys_of):
    assert not set(keys_of(IDS)) & set(keys_of(IDS, secrets.token_bytes(32)))


def test_keys_of_many_customers_differ(keys_of):
    texts = [f"C{number:06d}" for number in range(20_000)]
    keys = keys_of(texts)
    assert len(set(keys)) == len(texts)
    assert all(re.fullmatch(r"k1_[0-9a-f]{32}", key) for key in keys)


def test_nobody_has_no_key(keys_of):
    assert keys_of([None]) == [None]
