"""Adds trips up as a Lambda function would: base64 records, json, a dict. Run by scripts/bench.sh.

For each line on standard input it takes all trips once, and answers with the seconds, the CPU
seconds, the trips, and the trips counted.
"""

import base64
import json
import sys
import time

BLOCK = 64


def invocation_records(path, trips):
    """The trips in base64, in the order in which the other contenders get them."""
    with open(path, "rb") as file:
        records = [base64.b64encode(line.rstrip(b"\n")) for line in file][:trips]
    rounds = max(1, trips // len(records))
    for start in range(0, len(records), BLOCK):
        for _ in range(rounds):
            yield from records[start : start + BLOCK]


def first(trip, *names):
    for name in names:
        if name in trip:
            return trip[name]
    return None


def add_up(records):
    totals = {}
    for record in records:
        trip = json.loads(base64.b64decode(record))
        pickup = first(trip, "lpep_pickup_datetime", "tpep_pickup_datetime", "pickup_datetime")
        zone = first(trip, "PULocationID", "pickup_location_id")
        total = totals.setdefault((zone, pickup[:13]), [0, 0, 0.0, 0.0, 0.0, 0.0, 0.0])
        total[0] += 1
        total[1] += trip.get("passenger_count") or 0
        total[2] += trip.get("trip_distance") or 0
        total[3] += trip.get("fare_amount") or 0
        total[4] += trip.get("tip_amount") or 0
        total[5] += trip.get("tolls_amount") or 0
        total[6] += trip.get("total_amount") or 0
    return totals


def main():
    records = list(invocation_records(sys.argv[1], int(sys.argv[2])))
    for _ in sys.stdin:
        cpu, start = time.process_time(), time.perf_counter()
        totals = add_up(records)
        seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu
        counted = sum(total[0] for total in totals.values())
        print(f"{seconds:.6f} {cpu_seconds:.6f} {len(records)} {counted}", flush=True)


main()
