# SPDX-License-Identifier: MIT
"""Ocean, countries, provinces and every political line, from one coverage.

The outline of the land and of the countries is OpenStreetMap's; the seven provinces of Pakistan divide OSM's Pakistan by
Natural Earth's lines, whose ends are led to the OSM outline. All of it is noded together, every shared edge is simplified
once (topology.py), and areas and lines are both taken from those edges: they coincide to the last bit.
OSM takes the mangrove flats of the Indus delta and the Rann of Kutch for sea, 18,000 km2 that every atlas shows as land: there
the coast is GSHHG's, and the difference is an area of its own kind, `tidal_flats`, which also belongs to its country and province.
`study_area` is the provinces without it, the land a rate per km2 is meant for.
Natural Earth says what kind of border an edge is (the nearest of its lines decides) and gives the provinces' lines of the
neighbours, which are led to the OSM outline the same way.
"""
from collections import defaultdict

from shapely.geometry import LineString, MultiLineString, MultiPolygon, Point, Polygon, box
from shapely.ops import linemerge, nearest_points, polygonize, unary_union
from shapely.prepared import prep
from shapely.strtree import STRtree
from shapely.validation import make_valid

import common
import topology
import water

OCEAN = "ocean"
FLAT = "~flat"                             # appended to the label of a tidal flat
FLATS_REGION = box(66.5, 22.3, 72.2, 25.5)
OPEN_SEA = Point(67.0, 23.0)
NARROWEST_FLAT, SMALLEST_FLAT_KM2 = 0.006, 2.0
FLATS_BORDER = box(68.37, 23.6, 71.2, 24.7)    # where the border crosses the flats, as Natural Earth has it; in Sir Creek it is water
SIR_CREEK_WEST = 68.1                          # all flats west of here are Pakistan's
PORT_QASIM_CHANNEL = LineString([(67.285, 24.7715), (67.31, 24.770), (67.345, 24.7715)]).buffer(0.003)   # by hand: GSHHG's creek ends 4 km short
SMALLEST_REMNANT_KM2 = 6.0                     # of sea, or of one country within the other, where the surveys disagree
SURROUNDINGS = (common.WEST - 0.3, common.SOUTH - 0.3, common.EAST + 0.3, common.NORTH + 0.3)
FOCUS = box(60.5, 23.0, 78.0, 37.2)        # Pakistan and what lies close
REACH = 0.12                               # a line's loose end is led this far to the outline, at most
SMALLEST_ISLAND_KM2 = {True: 0.01, False: 0.1}   # by whether it lies in FOCUS
SMALLEST_POND_KM2 = 0.5

# The line between Punjab and Azad Jammu and Kashmir ends in Natural Earth where the ceasefire line of 1949 did; the Line of
# Control of 1972 meets the old state boundary farther east, at the Munawar Tawi.
GUIDED_ENDS = {(74.31699, 32.82307): (74.467, 32.782)}

# Natural Earth's word for a land boundary, and ours.
STATUS = {
    "International boundary (verify)": "international",
    "Line of control (please verify)": "line of control",
    "Disputed (please verify)": "disputed",
    "Indefinite (please verify)": "disputed",
    "Indeterminant frontier": "line of control",   # between Pakistan and India past the Line of Control's last agreed point
}


def countries(path):
    found = {}
    for values, geometry in common.read(path):
        if values["A3"] in common.COUNTRIES:
            valid = geometry if geometry.is_valid else make_valid(geometry)
            found[values["A3"]] = [p for p in common.polygons_of(valid) if box(*p.bounds).intersects(box(*SURROUNDINGS))]
    return dict(sorted(found.items()))


def provinces(folder):
    found = {}
    for key, (_, parts, _) in common.PROVINCES.items():
        found[key] = unary_union([geometry for part in parts for _, geometry in common.read(f"{folder}/{part}.json")])
    return found


def inner_lines(areas):
    """The edges shared by two of the areas, joined."""
    outline = unary_union(list(areas)).boundary
    edges = unary_union([area.boundary for area in areas]).difference(outline)
    return common.lines_of(linemerge(common.lines_of(edges)))


def led_to_outline(lines, area, overshoot):
    """The lines cut to the area; a loose end near the outline is led straight on to it (and `overshoot` beyond)."""
    outline = area.boundary
    pieces = [piece for line in lines for piece in common.lines_of(line.intersection(area))]
    pieces = common.lines_of(linemerge(pieces)) if pieces else []
    ends = defaultdict(int)
    for piece in pieces:
        ends[piece.coords[0]] += 1
        ends[piece.coords[-1]] += 1
    result = []
    for piece in pieces:
        points = list(piece.coords)
        for at in (0, -1):
            end = points[at]
            if ends[end] > 1 or points[0] == points[-1]:
                continue
            target = GUIDED_ENDS.get(end, end)
            foot = nearest_points(outline, Point(target))[0].coords[0]
            length = Point(end).distance(Point(foot))
            if length < 1e-9:      # cut off at the outline, so lying on it but for rounding: go on the same way
                inner = points[1 if at == 0 else -2]
                length = Point(end).distance(Point(inner))
                beyond = tuple(e + (e - i) / length * overshoot for e, i in zip(end, inner))
            elif length < REACH or target != end:
                beyond = tuple(f + (f - e) / length * overshoot for e, f in zip(end, foot))
            else:
                continue
            points = [beyond] + points if at == 0 else points + [beyond]
        result.append(LineString(points))
    return result


def tidal_flats(shore, states):
    """Land in GSHHG's eyes, sea in OSM's, within FLATS_REGION; slivers between the two surveys left out."""
    lines = [LineString(points) for level, points in water.segments(shore) if level == 1]
    cells = list(polygonize(unary_union(lines + [FLATS_REGION.exterior])))
    gshhg_land = unary_union([c for c in cells if FLATS_REGION.contains(c.representative_point()) and not c.contains(OPEN_SEA)])
    near = [p for polygons in states.values() for p in polygons if box(*p.bounds).intersects(FLATS_REGION)]
    between = gshhg_land.difference(unary_union(near + [PORT_QASIM_CHANNEL]))
    opened = between.buffer(-NARROWEST_FLAT / 2).buffer(NARROWEST_FLAT).intersection(between)
    return MultiPolygon([p for p in common.polygons_of(opened) if common.area_km2(p) >= SMALLEST_FLAT_KM2])


def labelled(faces, states, parts, seas, flats):
    """What each face belongs to: a country's code, a province's id, OCEAN, or None outside the window."""
    prepared = {a3: [(prep(p), p.bounds) for p in polygons] for a3, polygons in states.items()}
    window = prep(common.WINDOW)
    sea = prep(seas)
    flat = prep(flats)
    pakistan = unary_union(list(parts.values()))

    def covering(point):
        x, y = point.x, point.y
        return [a3 for a3, polygons in prepared.items()
                if any(b[0] <= x <= b[2] and b[1] <= y <= b[3] and p.contains(point) for p, b in polygons)]

    labels, orphans = [], []
    for index, face in enumerate(faces):
        point = face.representative_point()
        if not window.contains(point):
            labels.append(None)
            continue
        owners = covering(point)
        if "PAK" in owners:
            labels.append(province_of(face, parts))
        elif owners:
            labels.append(owners[0])
        elif flat.contains(point):
            ours = face.bounds[0] < SIR_CREEK_WEST or face.intersection(pakistan).area > face.area / 2
            labels.append((province_of(face, parts) if ours else "IND") + FLAT)
        elif sea.contains(point) or face.area > 0.5:
            labels.append(OCEAN)
        else:
            labels.append(None)
            orphans.append(index)
    give_away(faces, labels, orphans, "of nobody")
    for kind in (OCEAN, "PAK", "IND"):
        give_away(faces, labels, remnants(faces, labels, kind), f"remnants of {kind}", never=OCEAN)
    return labels


def remnants(faces, labels, kind):
    """The faces of small patches of sea, or of one country against the other, left over among the tidal flats."""
    inside = [i for i, face in enumerate(faces) if country_of(labels[i]) == kind and FLATS_REGION.intersects(face)]
    patches = [p for p in common.polygons_of(unary_union([faces[i] for i in inside]))
               if common.area_km2(p) < SMALLEST_REMNANT_KM2 and FLATS_REGION.contains(p)]
    if kind != OCEAN:   # an island is no remnant
        other = unary_union([face for face, label in zip(faces, labels)
                             if country_of(label) == ("IND" if kind == "PAK" else "PAK") and FLATS_REGION.intersects(face)])
        patches = [p for p in patches if p.boundary.intersection(other).length > 0.25 * p.length]
    small = [prep(p) for p in patches]
    return [i for i in inside if any(p.contains(faces[i].representative_point()) for p in small)]


def give_away(faces, labels, chosen, why, never=None):
    """Gives each of the chosen faces to the neighbour it shares the longest edge with, the outermost first."""
    area = sum(common.area_km2(faces[i]) for i in chosen)
    common.log(f"{len(chosen)} of {len(faces)} faces are {why} ({area:.1f} km2): given to the neighbour with the longest edge")
    if not chosen:
        return
    tree, index_of = STRtree(faces), {id(face): i for i, face in enumerate(faces)}
    waiting = set(chosen)
    while waiting:
        given = {}
        for i in sorted(waiting):
            shares = defaultdict(float)
            for other in tree.query(faces[i]):
                j = index_of[id(other)]
                if j not in waiting and labels[j] not in (None, never):
                    shares[labels[j]] += faces[i].intersection(other).length
            if shares and max(shares.values()) > 0:
                given[i] = max(sorted(shares), key=shares.get)
        if not given:
            given = dict.fromkeys(waiting, OCEAN)
        for i, label in given.items():
            labels[i] = label
        waiting -= set(given)


def province_of(face, parts):
    shares = {key: face.intersection(area).area for key, area in parts.items()}
    best = max(sorted(shares), key=shares.get)
    if shares[best] > 0.3 * face.area:
        return best
    return min(sorted(parts), key=lambda key: parts[key].distance(face.representative_point()))


def area_of(label):
    """The country or province of a label, be it a tidal flat or not."""
    return label.removesuffix(FLAT) if label else label


def country_of(label):
    return "PAK" if area_of(label) in common.PROVINCES else area_of(label)


def tolerance_of(arc):
    """Degrees: 5 m on the coast and 20 m on the land of the map's subject, 100 m where the source is no better."""
    labels = {area_of(arc.left), area_of(arc.right)}
    coast = OCEAN in labels
    if any(label and label.endswith(FLAT) for label in (arc.left, arc.right)):
        return 0.0004
    if labels & {"PK-BA", "PK-SD"}:
        return 0.00005 if coast else 0.0002
    if labels & set(common.PROVINCES):
        return 0.0003
    return 0.0006 if FOCUS.intersects(LineString(arc.points)) else (0.0015 if coast else 0.001)


def keep(arc):
    """False for the shores of islands and ponds too small to show."""
    if not arc.is_ring() or OCEAN not in (arc.left, arc.right):
        return True
    ring = Polygon(arc.points)
    inner = arc.left if ring.exterior.is_ccw else arc.right
    smallest = SMALLEST_POND_KM2 if inner == OCEAN else SMALLEST_ISLAND_KM2[FOCUS.contains(ring.representative_point())]
    return common.area_km2(ring) >= smallest


def joined(lines):
    merged = linemerge(lines)
    return sorted(common.lines_of(merged), key=lambda line: line.coords[0])


def borders(arcs, natural_earth):
    """Edges between two countries, cut where the nearest Natural Earth line changes its kind."""
    known = defaultdict(list)
    for values, geometry in natural_earth:
        known[frozenset((values["adm0_a3_l"], values["adm0_a3_r"]))].append((geometry, values["featurecla"]))
    everything = [entry for entries in known.values() for entry in entries]

    def kind_at(point, pair):
        choice = list(known.get(pair, []))
        if pair in ({"IND", "PAK"}, {"CHN", "PAK"}, {"CHN", "IND"}):   # Siachen stands apart in Natural Earth
            choice += known[frozenset(("PAK", "KAS"))] if "PAK" in pair and "IND" in pair else []
            choice += known[frozenset(("KAS", "CHN"))] if "CHN" in pair else []
        return min(choice or everything, key=lambda entry: entry[0].distance(point))[1]

    pieces = defaultdict(list)
    for arc in arcs:
        left, right = country_of(arc.left), country_of(arc.right)
        if left == right or None in (left, right) or OCEAN in (left, right):
            continue
        pair = frozenset((left, right))
        province = next((area_of(label) for label in (arc.left, arc.right) if country_of(label) == "PAK"), None)
        points = arc.simplified
        kinds = [kind_at(Point((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), pair) for a, b in zip(points, points[1:])]
        start = 0
        for i in range(1, len(kinds) + 1):
            if i == len(kinds) or kinds[i] != kinds[start]:
                pieces[(tuple(sorted(pair)), kinds[start], province == "PK-PB")].append(LineString(points[start:i + 1]))
                start = i
    rows = []
    for (pair, kind, punjab), lines in sorted(pieces.items()):
        status = STATUS[kind]
        name = None
        if status == "line of control" and pair == ("IND", "PAK"):
            name = ("Actual Ground Position Line" if kind == "Indeterminant frontier" else
                    "Working Boundary" if punjab else "Line of Control")
        elif status == "disputed" and pair == ("CHN", "IND"):
            name = "Line of Actual Control"
        rows.append((MultiLineString(joined(lines)),
                     {"status": status, "name": name, "left_a3": pair[0], "right_a3": pair[1], "featurecla": kind}))
    return rows


def province_lines(arcs, countries_now, natural_earth):
    rows = []
    shared = defaultdict(list)
    for arc in arcs:
        left, right = area_of(arc.left), area_of(arc.right)
        if left != right and left in common.PROVINCES and right in common.PROVINCES:
            shared[tuple(sorted((left, right)))].append(arc.line())
    for pair, lines in sorted(shared.items()):
        name = " - ".join(common.PROVINCES[key][0] for key in pair)
        rows.append((MultiLineString(joined(lines)), {"status": "province", "country": "PAK", "name": name}))
    theirs = defaultdict(list)
    for values, geometry in natural_earth:
        if values["adm0_a3"] in countries_now and values["adm0_a3"] != "PAK":
            theirs[values["adm0_a3"]] += common.lines_of(geometry)
    for a3, lines in sorted(theirs.items()):
        for line in led_to_outline(lines, countries_now[a3], 0.0):
            line = line.simplify(0.001, False)
            if line.length > 0.02:
                rows.append((line, {"status": "province", "country": a3, "name": None}))
    return rows


def claims(arcs, countries_now, natural_earth):
    """Claimed lines, led to the outline of the country that holds the ground. India's claim within Pakistan runs along the
    provinces' edges and is taken from them."""
    rows = []
    for values, geometry in natural_earth:
        holder = values["adm0_a3_l"]
        if holder == "PAK" or holder not in countries_now:
            continue
        lines = led_to_outline(common.lines_of(geometry.intersection(common.WINDOW)), countries_now[holder], 0.0)
        if lines:
            rows.append((MultiLineString(joined(lines)), {"status": "disputed claim", "name": values["name"]}))
    kashmir, rest = {"PK-JK", "PK-GB"}, {"PK-PB", "PK-KP", "PK-IS"}
    edges = [arc.line() for arc in arcs if {arc.left, arc.right} & kashmir and {arc.left, arc.right} & rest]
    rows.append((MultiLineString(joined(edges)), {"status": "disputed claim", "name": "Indian claim"}))
    return sorted(rows, key=lambda row: (row[1]["name"], row[0].bounds))


def build(sources):
    states = countries(sources["countries"])
    parts = provinces(sources["provinces"])
    seas = unary_union([make_valid(g) for _, g in common.read(sources["seas"])])
    pakistan = unary_union(states["PAK"])
    dividing = led_to_outline(inner_lines(parts.values()), pakistan, 1e-4)
    flats = tidal_flats(sources["shore"], states)
    border_lines = natural_lines(sources["borders"])
    across = [line for values, g in border_lines if {values["adm0_a3_l"], values["adm0_a3_r"]} == {"IND", "PAK"}
              for line in common.lines_of(g.intersection(FLATS_BORDER).intersection(flats.buffer(0.02)))]
    shores = [line for line in common.lines_of(flats.boundary)]
    segments = topology.segments_of([p for polygons in states.values() for p in polygons], SURROUNDINGS)
    common.log(f"{len(segments)} segments, {len(dividing)} dividing lines")
    faces = topology.faces_of(segments, dividing + across + shores + [common.WINDOW.exterior])
    arcs = topology.arcs_of(faces, labelled(faces, states, parts, seas, flats))
    arcs = [arc for arc in arcs if keep(arc)]
    topology.simplify_all(arcs, tolerance_of)
    common.log(f"{len(arcs)} arcs, {sum(len(a.points) for a in arcs)} points made {sum(len(a.simplified) for a in arcs)}")
    areas = topology.areas_of(arcs)

    by_country, by_province = defaultdict(list), defaultdict(list)
    for label, polygons in areas.items():
        if label != OCEAN:
            by_country[country_of(label)] += polygons
            by_province[area_of(label)] += polygons
    merged = {a3: unary_union(polygons) for a3, polygons in sorted(by_country.items())}
    return {
        "ocean": [(MultiPolygon(areas[OCEAN]), {})],
        "countries": [(area, {"a3": a3}) for a3, area in merged.items()],
        "provinces": [(unary_union(by_province[key]), {"id": key}) for key in common.PROVINCES],
        "study_area": [(unary_union(areas[key]), {"id": key}) for key in common.PROVINCES],
        "tidal_flats": [(MultiPolygon(polygons), {"country": country_of(label)})
                        for label, polygons in areas.items() if label.endswith(FLAT)],
        "province_lines": province_lines(arcs, merged, natural_lines(sources["province_lines"])),
        "borders": borders(arcs, border_lines),
        "disputed_borders": claims(arcs, merged, list(common.read(sources["claims"], "disputed_borders"))),
    }


def natural_lines(path):
    return list(common.read(path))
