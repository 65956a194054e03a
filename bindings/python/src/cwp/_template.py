"""Forms for self-assessment."""

from __future__ import annotations

from . import _native
from ._base import Day, Row, to_days
from ._enums import TemplateFormat, place_of
from ._files import Source, source_of
from ._findings import Findings
from ._pathway import Pathway, Role, pathway_or_default
from ._portfolio import Person, Portfolio


def template(
    role: Role,
    *,
    format: TemplateFormat | str = TemplateFormat.CSV,
    own_only: bool = False,
    pathway: Pathway | None = None,
) -> str:
    """The form of a role category: a row for each behaviour and statement, to be rated "yes", "partly" or "not yet".

    >>> import cwp
    >>> cwp.template("NTC").splitlines()[0]
    'code,group,text,rating,note'
    """
    edition = pathway_or_default(pathway)
    options = (place_of(TemplateFormat, format, "format"), own_only)
    text: str = _native.cwp_template_print(edition._handle, edition._role(role), options)
    return text


class TemplateCounts(Row):
    """What was in a form. All but `rows` add up to it."""

    __slots__ = ()
    _shown = ("rows", "yes", "partly", "not_yet", "blank", "refused")

    @property
    def rows(self) -> int:
        return self._number(0)

    @property
    def yes(self) -> int:
        """Became evidence, in full."""
        return self._number(1)

    @property
    def partly(self) -> int:
        """Became evidence, in part."""
        return self._number(2)

    @property
    def not_yet(self) -> int:
        """No evidence, and no mark against anybody."""
        return self._number(3)

    @property
    def blank(self) -> int:
        """Not answered."""
        return self._number(4)

    @property
    def refused(self) -> int:
        """Could not be used: a finding says why."""
        return self._number(5)


class SelfAssessment:
    """A form that was read back."""

    __slots__ = ("counts", "findings", "portfolio")

    def __init__(self, portfolio: Portfolio, counts: TemplateCounts, findings: Findings) -> None:
        #: What the person says of themselves, as declared evidence.
        self.portfolio = portfolio
        self.counts = counts
        self.findings = findings

    def __repr__(self) -> str:
        return f"SelfAssessment({self.portfolio!r}, {self.counts!r}, {len(self.findings)} findings)"


def read_template(file: Source, person: Person | str, *, on: Day, pathway: Pathway | None = None) -> SelfAssessment:
    """Reads a form that somebody has filled in on a day, from a path or a binary file."""
    edition = pathway_or_default(pathway)
    who = Person(person) if isinstance(person, str) else person
    builder = _native.cwp_portfolio_builder_new(who._row)
    findings = _native.cwp_findings_new()
    counts = _native.cwp_template_read(edition._handle, source_of(file), to_days(on), builder, findings)
    portfolio = Portfolio._of(_native.cwp_portfolio_builder_finish(builder))
    return SelfAssessment(portfolio, TemplateCounts(counts), Findings(findings))
