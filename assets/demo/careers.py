"""Posts that people hold: within service, and where a career leads out of it."""

from dataclasses import dataclass
from datetime import date, timedelta

SERVICE_ROLES = ("agent", "senior", "team lead")
# Who is promoted out of service goes to the head office: team and role.
OUTSIDE = (
    ("Product Development", "product specialist"),
    ("Quality", "quality engineer"),
    ("Marketing", "content editor"),
    ("Sales", "account manager"),
    ("People", "trainer"),
)
HEAD_OFFICE = "Head Office"
LEVEL_TWO_AFTER = timedelta(730)  # an agent's first two years
LEVELS = {"senior": "L3", "team lead": "L4"}
OUTSIDE_LEVEL = "L4"
PAY_BANDS = {"L1": "B1", "L2": "B2", "L3": "B3", "L4": "B5"}


@dataclass(frozen=True)
class Post:
    """What an agent is from a day on, until the next post begins."""

    since: date
    team: str
    role: str

    @property
    def in_service(self) -> bool:
        """Whether it is a post with customers."""
        return self.role in SERVICE_ROLES


def level_of(post: Post, hired_on: date, day: date) -> str:
    """Returns the level of a post; agents rise with their years in the company."""
    if post.role == "agent":
        return "L2" if day - hired_on >= LEVEL_TWO_AFTER else "L1"
    return LEVELS.get(post.role, OUTSIDE_LEVEL)
