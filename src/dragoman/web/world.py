"""The world on paper: the Equal Earth projection, and static/world.svg, the land that dots are drawn over. In: degrees; out: SVG units.

`python -m dragoman.web.world` draws the land anew out of the vendored world-atlas (Natural Earth); pages show it as an image, so that browsers keep it.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "static"
ATLAS, DRAWN = HERE / "vendor" / "countries-110m.json", HERE / "world.svg"
# Equal Earth (Savric, Patterson and Jenny 2018, doi:10.1080/13658816.2018.1504949): areas are true, and it is a sum of powers.
A1, A2, A3, A4, M = 1.340264, -0.081106, 0.000893, 0.003796, math.sqrt(3) / 2
WIDTH, HEIGHT = 960.0, 467.2
SCALE = WIDTH / 2 / 2.706629  # the equator's half length on a globe of radius 1
# What is shown of it: from Antarctica's coast, where nothing is told of, to the north of Greenland.
TOP, BOTTOM = 2.0, 425.0
# Land and borders in one grey that does on white and on black; an image does not know the page's colours.
GREY = "#8a929e"
ANTARCTICA = "010"
NARROWEST, MARGIN = 110.0, 0.18  # SVG units of a map that is drawn closer, and the part of it around the outermost dots

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """What of the world a map shows. The drawing is WIDTH wide whatever it shows, so that marks and letters keep their size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def scale(self) -> float:
        return WIDTH / self.width

    @property
    def tall(self) -> float:
        """The drawing's height."""
        return round(self.height * self.scale, 1)

    @property
    def land(self) -> tuple[float, float, float, float]:
        """Left, top, width and height of the image of the whole world under the drawing."""
        scale = self.scale
        return round(-self.x * scale, 1), round(-self.y * scale, 1), round(WIDTH * scale, 1), round(HEIGHT * scale, 1)

    def across(self, x: float) -> float:
        return round((x - self.x) * self.scale, 1)

    def down(self, y: float) -> float:
        return round((y - self.y) * self.scale, 1)


WHOLE = Frame(0.0, TOP, WIDTH, BOTTOM - TOP)


def place(lat: float, lon: float) -> Point:
    """Where degrees north and east lie on the map."""
    theta = math.asin(M * math.sin(math.radians(lat)))
    squared = theta * theta
    sixth = squared**3
    x = math.radians(lon) * math.cos(theta) / (M * (A1 + 3 * A2 * squared + sixth * (7 * A3 + 9 * A4 * squared)))
    y = theta * (A1 + A2 * squared + sixth * (A3 + A4 * squared))
    return round(WIDTH / 2 + SCALE * x, 1), round(HEIGHT / 2 - SCALE * y, 1)


def frame(points: Sequence[Point]) -> Frame:
    """The part of the world that holds these points, with room around them, as wide as the whole map is in proportion."""
    if not points:
        return WHOLE
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    shape = WHOLE.width / WHOLE.height
    width = min(max((right - left) * (1 + 2 * MARGIN), (bottom - top) * (1 + 2 * MARGIN) * shape, NARROWEST), WIDTH)
    height = width / shape
    x = min(max((left + right - width) / 2, 0.0), WIDTH - width)
    y = min(max((top + bottom - height) / 2, TOP), BOTTOM - height)
    return Frame(round(x, 1), round(y, 1), round(width, 1), round(height, 1))


def drawn() -> str:
    """The land as an SVG image."""
    atlas = json.loads(ATLAS.read_text(encoding="utf-8"))
    arcs = list(_arcs(atlas))
    countries = [one for one in atlas["objects"]["countries"]["geometries"] if one.get("id") != ANTARCTICA]
    rings = [ring for country in countries for ring in _rings(country)]
    # An arc that two countries share is a border; the others are coasts.
    shared = Counter(arc if arc >= 0 else ~arc for ring in rings for arc in ring)
    land = "".join(_path(_joined(ring, arcs)) + "Z" for ring in rings)
    borders = "".join(_path(arcs[arc]) for arc, times in sorted(shared.items()) if times > 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}">'
        f'<path fill="{GREY}" fill-opacity=".24" d="{land}"/><path fill="none" stroke="{GREY}" stroke-opacity=".55" stroke-width=".35" d="{borders}"/></svg>\n'
    )


def _arcs(atlas: dict[str, Any]) -> Iterator[list[Point]]:
    """The atlas's lines in degrees east and north; it keeps them as steps in whole numbers."""
    (wide, high), (west, south) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for right, up in arc:
            x, y = x + right, y + up
            points.append((x * wide + west, y * high + south))
        yield points


def _rings(country: dict[str, Any]) -> Iterator[list[int]]:
    polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
    return (ring for polygon in polygons for ring in polygon)


def _joined(ring: Iterable[int], arcs: Sequence[list[Point]]) -> list[Point]:
    """One closed line of arcs that follow each other; those below zero run backwards."""
    points: list[Point] = []
    for arc in ring:
        points += arcs[arc] if arc >= 0 else arcs[~arc][::-1]
    return points


def _path(degrees: Sequence[Point]) -> str:
    """The line as SVG writes it, in steps, points that fall together left out.

    A line over the 180th meridian goes on beyond it: Chukotka stands whole at the right.
    """
    out, here, turn, before = list[str](), (math.nan, math.nan), 0.0, degrees[0][0]
    for lon, lat in degrees:
        turn += 360.0 if lon - before < -180 else -360.0 if lon - before > 180 else 0.0
        before = lon
        point = place(lat, lon + turn)
        if not out:
            out.append(f"M{point[0]:g},{point[1]:g}")
        elif point != here:
            out.append(f"l{round(point[0] - here[0], 1):g},{round(point[1] - here[1], 1):g}")
        here = point
    return "".join(out)


if __name__ == "__main__":
    DRAWN.write_text(drawn(), encoding="utf-8")
