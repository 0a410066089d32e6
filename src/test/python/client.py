"""Sends the first rows of a Parquet file to Kinesis, in one of the manners in which people do.

client.py ENDPOINT STREAM FILE ROWS MANNER; prints how many records it has put.
"""

import hashlib
import json
import sys

import boto3
import pandas
from aws_kinesis_agg.aggregator import RecordAggregator

LINES_A_RECORD = 100
MOST_AT_ONCE = 100


def records_of_dicts(rows):
    """What a plain script writes: NaN for each missing number, times as str() has them."""
    return [json.dumps(row, default=str) for row in rows.to_dict("records")]


def records_of_to_json(rows):
    """Times are milliseconds since 1970, missing numbers are null."""
    return rows.to_json(orient="records", lines=True).splitlines()


def records_of_iso(rows):
    """As AWS's sample replayer writes the TLC's times: with a Z that is not meant."""
    iso = rows.copy()
    for column in iso.select_dtypes("datetime"):
        iso[column] = iso[column].dt.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return iso.to_json(orient="records", lines=True).splitlines()


def records_of_lines(rows):
    lines = records_of_dicts(rows)
    return [
        "\n".join(lines[i : i + LINES_A_RECORD]) + "\n"
        for i in range(0, len(lines), LINES_A_RECORD)
    ]


def aggregates(records):
    """Full aggregates of (partition key, record) pairs, each with one of its keys."""
    aggregator = RecordAggregator()
    full = []
    for key, record in records:
        done = aggregator.add_user_record(key, record.encode())
        if done:
            full.append(done)
    if aggregator.get_num_user_records() > 0:
        full.append(aggregator.clear_and_get())
    return [(each.get_contents()[0], each.get_contents()[2]) for each in full]


def shard_of(key, shards):
    hash_key = int(hashlib.md5(key.encode()).hexdigest(), 16)
    for shard in shards:
        keys = shard["HashKeyRange"]
        if int(keys["StartingHashKey"]) <= hash_key <= int(keys["EndingHashKey"]):
            return shard["ShardId"]
    raise ValueError(key)


def put(kinesis, stream, records):
    for i in range(0, len(records), MOST_AT_ONCE):
        answer = kinesis.put_records(
            StreamName=stream,
            Records=[
                {"PartitionKey": key, "Data": data} for key, data in records[i : i + MOST_AT_ONCE]
            ],
        )
        if answer["FailedRecordCount"]:
            raise RuntimeError(answer)
    print(len(records))


def main(endpoint, stream, file, count, manner):
    kinesis = boto3.client(
        "kinesis",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="local",
        aws_secret_access_key="local",
    )
    rows = pandas.read_parquet(file).head(int(count))
    keyed = [(f"key-{i}", text) for i, text in enumerate(RECORDS[manner](rows))]
    if manner == "aggregated":
        put(kinesis, stream, aggregates(keyed))
    elif manner == "aggregated-by-shard":
        shards = kinesis.list_shards(StreamName=stream)["Shards"]
        by_shard = {}
        for key, text in keyed:
            by_shard.setdefault(shard_of(key, shards), []).append((key, text))
        put(kinesis, stream, [each for of in by_shard.values() for each in aggregates(of)])
    else:
        put(kinesis, stream, [(key, text.encode()) for key, text in keyed])


RECORDS = {
    "dumps": records_of_dicts,
    "to_json": records_of_to_json,
    "iso": records_of_iso,
    "lines": records_of_lines,
    "aggregated": records_of_dicts,
    "aggregated-by-shard": records_of_dicts,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
