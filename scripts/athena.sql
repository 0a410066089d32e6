-- The tables over the job's output, for Athena. The template managed-flink.yaml makes them; these are
-- for another bucket, by hand: put its name for YOUR-BUCKET, and run the statements one by one.

CREATE EXTERNAL TABLE zone_hourly (
  hour_start timestamp,
  zone_id int,
  borough string,
  zone string,
  trips bigint,
  passengers bigint,
  duration_seconds bigint,
  distance_miles decimal(18,2),
  fare_amount decimal(18,2),
  tip_amount decimal(18,2),
  tolls_amount decimal(18,2),
  total_amount decimal(18,2),
  pane string
)
PARTITIONED BY (pickup_date string, pickup_hour int)
STORED AS PARQUET
LOCATION 's3://YOUR-BUCKET/taxi/zone_hourly/'
TBLPROPERTIES (
  'classification' = 'parquet',
  'projection.enabled' = 'true',
  'projection.pickup_date.type' = 'date',
  'projection.pickup_date.format' = 'yyyy-MM-dd',
  'projection.pickup_date.range' = '2009-01-01,NOW+1DAYS',
  'projection.pickup_date.interval' = '1',
  'projection.pickup_date.interval.unit' = 'DAYS',
  'projection.pickup_hour.type' = 'integer',
  'projection.pickup_hour.range' = '0,23',
  'projection.pickup_hour.digits' = '2',
  'storage.location.template' = 's3://YOUR-BUCKET/taxi/zone_hourly/pickup_date=${pickup_date}/pickup_hour=${pickup_hour}/'
);

CREATE EXTERNAL TABLE rejected (
  reason string,
  detail string,
  stream string,
  shard_id string,
  sequence_number string,
  arrival_time string,
  payload string,
  payload_base64 string,
  entries int
)
PARTITIONED BY (arrival_date string)
ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
LOCATION 's3://YOUR-BUCKET/taxi/rejected/'
TBLPROPERTIES (
  'classification' = 'json',
  'projection.enabled' = 'true',
  'projection.arrival_date.type' = 'date',
  'projection.arrival_date.format' = 'yyyy-MM-dd',
  'projection.arrival_date.range' = 'NOW-2YEARS,NOW+1DAYS',
  'projection.arrival_date.interval' = '1',
  'projection.arrival_date.interval.unit' = 'DAYS',
  'storage.location.template' = 's3://YOUR-BUCKET/taxi/rejected/arrival_date=${arrival_date}/'
);

CREATE EXTERNAL TABLE archive (
  record string
)
PARTITIONED BY (arrival_hour string)
LOCATION 's3://YOUR-BUCKET/taxi/archive/'
TBLPROPERTIES (
  'projection.enabled' = 'true',
  'projection.arrival_hour.type' = 'date',
  'projection.arrival_hour.format' = 'yyyy/MM/dd/HH',
  'projection.arrival_hour.range' = 'NOW-2YEARS,NOW+1HOURS',
  'projection.arrival_hour.interval' = '1',
  'projection.arrival_hour.interval.unit' = 'HOURS',
  'storage.location.template' = 's3://YOUR-BUCKET/taxi/archive/${arrival_hour}/'
);
