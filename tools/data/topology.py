# SPDX-License-Identifier: MIT
"""A coverage (areas that tile the plane) as arcs: simplify each shared edge once, then rebuild the areas.

Areas simplified one by one part from their neighbours; here every edge between two areas is one arc, so what is drawn
from the areas and what is drawn from the arcs lie exactly on each other. GEOS has this only from 3.12 (CoverageSimplifier).
"""
from collections import defaultdict

from shapely.geometry import LineString, MultiLineString, Polygon
from shapely.geometry.polygon import orient
from shapely.ops import polygonize, unary_union
from shapely.strtree import STRtree


class Arc:
    """A chain of points with one area on its left and another on its right (None: outside the window)."""

    def __init__(self, points, left, right):
        self.points, self.left, self.right = points, left, right
        self.simplified = points
        self.tolerance = 0.0

    def is_ring(self):
        return self.points[0] == self.points[-1]

    def simplify(self, tolerance):
        self.tolerance = tolerance
        self.simplified = simplify(self.points, tolerance)

    def line(self):
        return LineString(self.simplified)


def segments_of(polygons, wanted):
    """The distinct segments of the polygons' rings with an end in the box `wanted`."""
    west, south, east, north = wanted
    found = set()
    for polygon in polygons:
        for ring in (polygon.exterior, *polygon.interiors):
            points = list(ring.coords)
            for a, b in zip(points, points[1:]):
                if a != b and (west < a[0] < east and south < a[1] < north or west < b[0] < east and south < b[1] < north):
                    found.add((a, b) if a < b else (b, a))
    return found


def faces_of(segments, lines):
    """The areas cut out by segments and further lines, everything noded against everything."""
    noded = unary_union(MultiLineString(sorted(segments) + [tuple(line.coords) for line in lines]))
    return list(polygonize(noded))


def arcs_of(faces, labels):
    """The edges between faces of unlike label, as arcs from node to node."""
    left = {}
    for face, label in zip(faces, labels):
        face = orient(face, 1.0)  # the face lies left of its rings
        for ring in (face.exterior, *face.interiors):
            points = list(ring.coords)
            for segment in zip(points, points[1:]):
                left[segment] = label
    edges = {}  # each edge once, in its forward direction
    for (a, b), label in left.items():
        other = left.get((b, a))
        if label != other and (b, a) not in edges:
            edges[(a, b)] = (label, other)
    around = defaultdict(list)
    for (a, b), (l, r) in edges.items():
        around[a].append((b, l, r))
        around[b].append((a, r, l))
    nodes = {point for point, ends in around.items() if len(ends) != 2}
    arcs, used = [], set()

    def follow(a, b, l, r):
        points = [a, b]
        used.update(((a, b), (b, a)))
        while points[-1] not in nodes and points[-1] != a:
            onward = [end[0] for end in around[points[-1]] if (points[-1], end[0]) not in used]
            if not onward:
                break
            used.update(((points[-1], onward[0]), (onward[0], points[-1])))
            points.append(onward[0])
        arcs.append(Arc(points, l, r))

    for a in sorted(nodes):
        for b, l, r in sorted(around[a], key=lambda end: end[0]):
            if (a, b) not in used:
                follow(a, b, l, r)
    for a in sorted(around):  # what is left are rings without a node
        for b, l, r in sorted(around[a], key=lambda end: end[0]):
            if (a, b) not in used:
                follow(a, b, l, r)
    return arcs


def simplify(points, tolerance):
    """Douglas-Peucker that keeps the ends; a closed chain is cut at the point farthest from its start."""
    if len(points) < 3:
        return points
    if points[0] == points[-1]:
        far = max(range(len(points)), key=lambda i: (points[i][0] - points[0][0]) ** 2 + (points[i][1] - points[0][1]) ** 2)
        head = list(LineString(points[:far + 1]).simplify(tolerance, False).coords)
        tail = list(LineString(points[far:]).simplify(tolerance, False).coords)
        both = head[:-1] + tail
        return both if len(both) > 3 else points
    return list(LineString(points).simplify(tolerance, False).coords)


def simplify_all(arcs, tolerance_of):
    """Simplifies every arc, then refines those that came to touch another or themselves until none does."""
    for arc in arcs:
        arc.simplify(tolerance_of(arc))
    for _ in range(12):
        faulty = crossing(arcs)
        if not faulty:
            return
        for index in faulty:
            arcs[index].simplify(arcs[index].tolerance / 2 if arcs[index].tolerance > 1e-7 else 0.0)
    raise RuntimeError(f"{len(crossing(arcs))} arcs still cross")


def crossing(arcs):
    """Indices of the arcs that meet another one elsewhere than at a shared end, or themselves."""
    lines = [arc.line() for arc in arcs]
    index_of = {id(line): i for i, line in enumerate(lines)}
    tree = STRtree(lines)
    faulty = set()
    for i, line in enumerate(lines):
        if not line.is_simple:
            faulty.add(i)
        ends = {line.coords[0], line.coords[-1]}
        for other in tree.query(line):
            j = index_of[id(other)]
            if j <= i or not line.intersects(other):
                continue
            shared = ends & {other.coords[0], other.coords[-1]}
            meeting = line.intersection(other)
            parts = getattr(meeting, "geoms", [meeting])
            if any(part.geom_type != "Point" or part.coords[0] not in shared for part in parts):
                faulty.update((i, j))
    return sorted(faulty)


def areas_of(arcs):
    """{label: [polygons]} rebuilt from the simplified arcs."""
    side = {}
    for arc in arcs:
        points = arc.simplified
        for a, b in zip(points, points[1:]):
            side[(a, b)], side[(b, a)] = arc.left, arc.right
    areas = defaultdict(list)
    for face in polygonize([arc.simplified for arc in arcs]):
        ring = list(orient(face, 1.0).exterior.coords)
        label = side[(ring[0], ring[1])]
        if label is not None:
            areas[label].append(face)
    return {label: sorted(polygons, key=lambda polygon: polygon.bounds) for label, polygons in sorted(areas.items(), key=str)}


def ring_area(points):
    return abs(Polygon(points).area)
