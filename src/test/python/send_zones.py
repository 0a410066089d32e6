"""Sends one trip for each of some zones, a record each, as a plain script does.

send_zones.py ENDPOINT STREAM FIRST_ZONE LAST_ZONE [TIMES]; each record is put so many times, one
time after the other, as if its answer had been lost. Prints how many records it has put.
"""

import json
import sys

import boto3


def main(endpoint, stream, first, last, times="1"):
    kinesis = boto3.client(
        "kinesis",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="local",
        aws_secret_access_key="local",
    )
    put = 0
    for zone in range(int(first), int(last) + 1):
        trip = {
            "lpep_pickup_datetime": "2024-01-31 09:10:00",
            "lpep_dropoff_datetime": "2024-01-31 09:25:00",
            "PULocationID": zone,
            "trip_distance": 1.5,
            "fare_amount": 12.5,
        }
        for _ in range(int(times)):
            kinesis.put_record(
                StreamName=stream, PartitionKey=f"key-{zone}", Data=json.dumps(trip).encode()
            )
            put += 1
    print(put)


if __name__ == "__main__":
    main(*sys.argv[1:])
