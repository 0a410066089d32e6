package io.github.taxistream.bench;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** A trip as the samples have it: a POJO that Jackson fills and Flink serializes. */
@JsonIgnoreProperties(ignoreUnknown = true)
public class SampleRide {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    @JsonAlias({"lpep_pickup_datetime", "tpep_pickup_datetime"})
    public String pickup;

    @JsonAlias({"lpep_dropoff_datetime", "tpep_dropoff_datetime"})
    public String dropoff;

    @JsonAlias({"PULocationID", "pickup_location_id"})
    public int zone;

    @JsonAlias("passenger_count")
    public double passengers;

    @JsonAlias("trip_distance")
    public double distance;

    @JsonAlias("fare_amount")
    public double fare;

    @JsonAlias("tip_amount")
    public double tip;

    @JsonAlias("tolls_amount")
    public double tolls;

    @JsonAlias("total_amount")
    public double total;

    long pickupSeconds() {
        return seconds(pickup);
    }

    long durationSeconds() {
        return Math.max(0, seconds(dropoff) - pickupSeconds());
    }

    private static long seconds(String time) {
        return LocalDateTime.parse(time, TIME).toEpochSecond(ZoneOffset.UTC);
    }
}
