"""Which sources read a file, and what to say of a file that none reads."""

import difflib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from assets.contracts.sources import Source
from assets.errors import FileRefused
from assets.ingest.landing import find_files
from assets.warehouse.home import Home


@dataclass(frozen=True)
class Claims:
    """What each source of a home asks for.

    Attributes:
        home: Where the inbox is.
        sources: The sources among which to look.
        names: For each source the names of the inbox files that a run would give it.
    """

    home: Home
    sources: list[Source]
    names: dict[str, set[str]]

    def sources_of(self, path: Path) -> list[Source]:
        """The sources that read a file.

        A file of the inbox is read as by a run. One that lies elsewhere belongs to the sources
        whose `files` its path ends like or, if there are none, to those that look for its name.

        Raises:
            FileRefused: None does.
        """
        name = inbox_name(self.home, path)
        claiming = self._claiming(name) if name else self._looking_for(path)
        if not claiming:
            raise FileRefused("not_claimed", self._why_not(path, name))
        return claiming

    def passes_over(self, source: Source, path: Path) -> bool:
        """Whether a run would not give the source this file of the inbox."""
        name = inbox_name(self.home, path)
        return name is not None and name not in self.names[source.source]

    def _claiming(self, name: str) -> list[Source]:
        return [source for source in self.sources if name in self.names[source.source]]

    def _looking_for(self, path: Path) -> list[Source]:
        place = path.parent.resolve() / path.name
        ending_like = [source for source in self.sources if place.match(source.files)]
        return ending_like or [
            source
            for source in self.sources
            if fnmatchcase(path.name, PurePosixPath(source.files).name)
        ]

    def _why_not(self, path: Path, name: str | None) -> str:
        if name and path.is_symlink():
            return "a run follows no links; put the file itself into the inbox"
        draft = "draft a source file for it: scorecard sniff FILE"
        if not self.sources:
            return f"there is no source file under {self.home.sources}; {draft}"
        by_glob = {source.files: source.source for source in self.sources}
        glob = difflib.get_close_matches(name or path.name, by_glob, n=1, cutoff=0)[0]
        return (
            f"no source file claims it; the nearest is `{by_glob[glob]}`, whose `files:` is "
            f"{glob}; change that, name the source with --source, or {draft}"
        )


def find_claims(home: Home, sources: list[Source]) -> Claims:
    """Look through the inbox once for every source."""
    names = {source.source: {file.name for file in find_files(home, source)} for source in sources}
    return Claims(home, sources, names)


def inbox_name(home: Home, path: Path) -> str | None:
    """A file's path under the inbox, with forward slashes; None when it lies elsewhere."""
    inbox, place = home.inbox.resolve(), path.parent.resolve() / path.name
    return place.relative_to(inbox).as_posix() if place.is_relative_to(inbox) else None
