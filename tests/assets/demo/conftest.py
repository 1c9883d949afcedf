import pytest

from assets.demo.inbox import write_demo
from assets.demo.world import build_world


@pytest.fixture(scope="session")
def world():
    return build_world(seed=7, tickets=6_000)


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    """A demo big enough for every topic, small enough to read with Python's csv."""
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder, tickets=4_000, seed=7)
    return folder


@pytest.fixture(scope="session")
def smallest_home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("smallest")
    write_demo(folder, tickets=500, seed=3)
    return folder
