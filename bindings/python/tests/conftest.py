"""What the tests share."""

from __future__ import annotations

from pathlib import Path

import cwp
import pytest

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = (ROOT / "examples" / "data" / "staff.csv", ROOT / "examples" / "data" / "training.csv")
ON = "2026-11-21"


@pytest.fixture
def root() -> Path:
    """The top of the source tree."""
    return ROOT


@pytest.fixture(scope="session")
def pathway() -> cwp.Pathway:
    return cwp.Pathway()


@pytest.fixture(scope="session")
def old() -> cwp.Pathway:
    return cwp.Pathway("2024")


@pytest.fixture(scope="session")
def team() -> cwp.Team:
    """The sample provider."""
    return cwp.Team.read(*SAMPLE, on=ON)


@pytest.fixture
def me() -> cwp.Portfolio:
    """Somebody with some evidence."""
    return cwp.Portfolio(
        cwp.Person("R017", site="ROWAN-HC", job_title="Senior carer", role="CSW", started="2024-05-07"),
        evidence=[
            cwp.Evidence("CSW.B1", "assessed", from_="2026-05-12", assessor="registered manager", note="Seen twice."),
            cwp.Evidence("ASC.T20", "trained", from_="2026-03-01", until="2027-02-28", title="Safeguarding adults"),
            cwp.Evidence("NTC.K1", "trained", from_="2020-01-01", until="2021-01-01"),
            cwp.Evidence("CSW.B2", "declared"),
        ],
    )
