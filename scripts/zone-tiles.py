#!/usr/bin/env python3
"""Lays the taxi zones out as hexagons of one size, so that the city is recognised.

Usage: scripts/zone-tiles.py zone_centroids.csv > src/main/resources/io/github/taxistream/ledger/report/tiles.csv

zone_centroids.csv has the columns zone_id, longitude and latitude. The outline of each borough is drawn
below by hand; which zone gets which of its hexagons is computed, so that each is as close as it can be to
where the zone lies. A row of hexagons is half a hexagon further to the left than the one above it when one
follows Manhattan's avenues, which lean by 29 degrees: nearly the 30 of the grid.
"""
import csv
import math
import os
import statistics
import sys

ZONES = os.path.join(os.path.dirname(__file__), "../src/main/resources/io/github/taxistream/trip/zones.csv")
ROW_HEIGHT = math.sqrt(3) / 2

# Row: the first and the last hexagon's place, in half hexagons from the left; even in even rows.
OUTLINES = {
    "Manhattan": {2: (40, 42), 3: (39, 43), 4: (38, 42), 5: (37, 43), 6: (36, 42), 7: (35, 41), 8: (34, 42),
                  9: (33, 41), 10: (32, 40), 11: (31, 39), 12: (30, 38), 13: (29, 37), 14: (28, 36),
                  15: (27, 33), 16: (26, 32), 17: (25, 29)},
    "Bronx": {0: (44, 52), 1: (45, 55), 2: (46, 56), 3: (47, 57), 4: (46, 56), 5: (47, 57), 6: (46, 54),
              7: (47, 51)},
    "Queens": {9: (45, 61), 10: (44, 62), 11: (43, 63), 12: (42, 64), 13: (47, 63), 14: (50, 62),
               15: (53, 61)},
    "Brooklyn": {14: (40, 44), 15: (39, 47), 16: (36, 48), 17: (35, 47), 18: (32, 46), 19: (31, 47),
                 20: (32, 46), 21: (33, 45), 22: (32, 44)},
    "Staten Island": {20: (14, 22), 21: (13, 21), 22: (12, 18), 23: (9, 15), 24: (8, 10)},
}
# Newark's airport, the islands in the harbour, Jamaica Bay and the Rockaways lie apart; 264 and 265 lie nowhere.
APART = {1: (15, 11), 103: (18, 20), 104: (17, 21), 105: (18, 22), 2: (17, 53), 30: (17, 55),
         27: (18, 50), 201: (18, 52), 117: (18, 54), 86: (18, 56), 264: (23, 53), 265: (23, 63)}


def cells(outline):
    return [(row, half) for row, (first, last) in outline.items() for half in range(first, last + 1, 2)]


def point(cell):
    row, half = cell
    return half / 2, row * ROW_HEIGHT


def stretch(sources, targets):
    """Moves and stretches the sources along both axes until they have the targets' middle and spread."""
    def along(axis):
        values, wanted = [p[axis] for p in sources], [p[axis] for p in targets]
        scale = statistics.pstdev(wanted) / statistics.pstdev(values)
        return [(v - statistics.mean(values)) * scale + statistics.mean(wanted) for v in values]
    return list(zip(along(0), along(1)))


def improve(places, targets, taken):
    """Swaps pairs for as long as that brings zones closer, in sum of squares."""
    def far(zone, cell):
        (x, y), (u, v) = places[zone], targets[cell]
        return (x - u) ** 2 + (y - v) ** 2
    better = True
    while better:
        better = False
        for a in range(len(taken)):
            for b in range(a):
                if far(a, taken[b]) + far(b, taken[a]) + 1e-9 < far(a, taken[a]) + far(b, taken[b]):
                    taken[a], taken[b] = taken[b], taken[a]
                    better = True


def assign(zones, outline, centres):
    hexagons = cells(outline)
    assert len(hexagons) == len(zones), f"{len(hexagons)} hexagons for {len(zones)} zones"
    targets = [point(cell) for cell in hexagons]
    # Both from north to south, as a beginning.
    zones = sorted(zones, key=lambda zone: (-centres[zone][1], centres[zone][0]))
    taken = list(range(len(zones)))
    improve(stretch([(x, -y) for x, y in (centres[zone] for zone in zones)], targets), targets, taken)
    return {zone: hexagons[cell] for zone, cell in zip(zones, taken)}


def main():
    if len(sys.argv) != 2 or not os.path.isfile(sys.argv[1]):
        print("usage: zone-tiles.py CENTRES.csv    zone_id, longitude and latitude of each zone", file=sys.stderr)
        sys.exit(2)
    with open(ZONES, newline="") as file:
        boroughs = {int(row["zone_id"]): row["borough"] for row in csv.DictReader(file)}
    with open(sys.argv[1], newline="") as file:
        # A degree of longitude is shorter here than one of latitude, by the cosine of the latitude.
        centres = {int(row["zone_id"]): (float(row["longitude"]) * 0.758, float(row["latitude"]))
                   for row in csv.DictReader(file)}
    tiles = dict(APART)
    for borough, outline in OUTLINES.items():
        zones = [zone for zone in centres if boroughs[zone] == borough and zone not in APART]
        tiles.update(assign(zones, outline, centres))
    print("zone_id,row,half_column")
    for zone, (row, half) in sorted(tiles.items()):
        print(f"{zone},{row},{half}")


if __name__ == "__main__":
    main()
