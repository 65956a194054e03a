"""A site's gaps as a picture: people down, groups of knowledge and skills across, a colour for where each stands.

    python examples/python/heat_map.py [--site SITE] [--out gaps.png] [FILE...]

Needs matplotlib. "No evidence on record" says nothing about what somebody is able to do.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import cwp
import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot
from matplotlib.colors import ListedColormap
from matplotlib.patches import Patch

DATA = Path(__file__).resolve().parents[1] / "data"
SAMPLE = [str(DATA / "staff.csv"), str(DATA / "training.csv")]
ON = "2026-11-21"

# What a group's worst statement comes to, best first: words, colour. The colours keep apart for the colour-blind.
STATES = [
    ("met", "#2c7bb6"),
    ("expiring", "#abd9e9"),
    ("expired", "#d7191c"),
    ("in progress or in part", "#fdae61"),
    ("no evidence on record", "#e8e8e8"),
]
PLACE = {"met": 0, "expiring": 1, "expired": 2, "in-progress": 3, "claimed": 3, "partly": 3, "no-evidence": 4}


def worst(team: cwp.Team, site: str) -> dict[str, dict[str, int]]:
    """For each person of the site, the worst standing of each group's statements."""
    lines = team.assess(on=ON, lines="all").lines
    found: dict[str, dict[str, int]] = {}
    columns = (lines[name] for name in ("person", "site", "kind", "title", "standing"))
    for person, place, kind, title, standing in zip(*columns, strict=True):
        if place == site and kind == "should" and standing in PLACE:
            groups = found.setdefault(person, {})
            groups[title] = max(groups.get(title, 0), PLACE[standing])
    return found


def draw(found: dict[str, dict[str, int]], site: str, out: Path) -> None:
    titles = sorted({title for groups in found.values() for title in groups})
    people = sorted(found, key=lambda person: sum(found[person].values()))
    grid = [[found[person].get(title, float("nan")) for title in titles] for person in people]
    figure, axes = pyplot.subplots(figsize=(4 + 0.28 * len(titles), 4.5 + 0.22 * len(people)), layout="constrained")
    colours = ListedColormap([colour for _, colour in STATES])
    axes.imshow(grid, cmap=colours, vmin=-0.5, vmax=len(STATES) - 0.5, aspect="auto", interpolation="nearest")
    axes.set_xticks(range(len(titles)), [title if len(title) < 48 else title[:46] + "…" for title in titles])
    axes.tick_params(axis="x", labelrotation=90, labelsize=7, top=False)
    axes.set_yticks(range(len(people)), [person.removeprefix(f"{site}/") for person in people], fontsize=7)
    axes.set_xticks([x - 0.5 for x in range(1, len(titles))], minor=True)
    axes.set_yticks([y - 0.5 for y in range(1, len(people))], minor=True)
    axes.grid(which="minor", color="white", linewidth=0.7)
    axes.tick_params(which="minor", length=0)
    axes.spines[:].set_visible(False)
    axes.set_title(f"{site} on {ON}: knowledge and skills, each person against their own role category", fontsize=11)
    patches = [Patch(facecolor=colour, edgecolor="#999999", label=words) for words, colour in STATES]
    patches.append(Patch(facecolor="white", edgecolor="#999999", label="not asked"))
    figure.legend(handles=patches, loc="outside lower center", ncols=len(patches), fontsize=8, frameon=False)
    figure.savefig(out, dpi=110)
    pyplot.close(figure)


def main() -> None:
    parser = argparse.ArgumentParser(description="A site's gaps as a picture.")
    parser.add_argument("files", nargs="*", default=SAMPLE)
    parser.add_argument("--site", help="the workplace's key; the first one's by default")
    parser.add_argument("--out", type=Path, default=Path("gaps.png"))
    given = parser.parse_args()
    team = cwp.Team.read(*given.files, on=ON)
    sites = sorted({person.person.site for person in team})
    site = given.site or sites[0]
    found = worst(team, site)
    if not found:
        raise SystemExit(f"nobody at {site} has a role category; sites are {', '.join(sites)}")
    draw(found, site, given.out)
    print(f"{given.out}: {len(found)} people at {site}")


if __name__ == "__main__":
    main()
