package io.github.taxistream.producer.record;

import io.github.taxistream.trip.Measure;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The columns of the TLC's yellow and green trip records from July 2016 to today, by the names that
 * files give them.
 *
 * <p>Source: the TLC's data dictionaries, and the snake_case headers of the public samples.
 */
public enum TripColumn {
    VENDOR(Kind.WHOLE, "VendorID", "vendor_id"),
    PICKUP_TIME(
            Kind.TIME,
            "pickup_datetime",
            "tpep_pickup_datetime",
            "lpep_pickup_datetime",
            "pickup_datetime"),
    DROPOFF_TIME(
            Kind.TIME,
            "dropoff_datetime",
            "tpep_dropoff_datetime",
            "lpep_dropoff_datetime",
            "dropoff_datetime"),
    PASSENGERS(Kind.WHOLE, "passenger_count"),
    DISTANCE(Kind.NUMBER, "trip_distance"),
    RATE_CODE(Kind.WHOLE, "RatecodeID", "rate_code_id", "rate_code"),
    STORE_AND_FORWARD(Kind.TEXT, "store_and_fwd_flag"),
    PICKUP_ZONE(Kind.WHOLE, "PULocationID", "pickup_location_id"),
    DROPOFF_ZONE(Kind.WHOLE, "DOLocationID", "dropoff_location_id"),
    PAYMENT_TYPE(Kind.WHOLE, "payment_type"),
    FARE(Kind.NUMBER, "fare_amount"),
    EXTRA(Kind.NUMBER, "extra"),
    MTA_TAX(Kind.NUMBER, "mta_tax"),
    TIP(Kind.NUMBER, "tip_amount"),
    TOLLS(Kind.NUMBER, "tolls_amount"),
    EHAIL_FEE(Kind.NUMBER, "ehail_fee"),
    IMPROVEMENT_SURCHARGE(Kind.NUMBER, "improvement_surcharge"),
    TOTAL(Kind.NUMBER, "total_amount"),
    TRIP_TYPE(Kind.WHOLE, "trip_type"),
    CONGESTION_SURCHARGE(Kind.NUMBER, "congestion_surcharge"),
    AIRPORT_FEE(Kind.NUMBER, "Airport_fee"),
    CBD_CONGESTION_FEE(Kind.NUMBER, "cbd_congestion_fee");

    /** What a column holds. */
    public enum Kind {
        /** A wall-clock time. */
        TIME,
        /** A whole number, though some files have it as a double. */
        WHOLE,
        /** A number with decimals. */
        NUMBER,
        TEXT
    }

    private static final Map<String, TripColumn> BY_NAME = new HashMap<>();

    static {
        for (TripColumn column : values()) {
            for (String name : column.names.split(",", -1)) {
                BY_NAME.put(name, column);
            }
        }
    }

    private final Kind kind;
    private final String tlcName;
    private final Measure measure;

    /** In small letters, with commas between. */
    private final String names;

    TripColumn(Kind kind, String tlcName, String... otherNames) {
        this.kind = kind;
        this.tlcName = tlcName;
        this.measure =
                Measure.READ.stream()
                        .filter(one -> one.memberNames().contains(tlcName.toLowerCase(Locale.ROOT)))
                        .findAny()
                        .orElse(null);
        this.names =
                Stream.concat(Stream.of(tlcName.toLowerCase(Locale.ROOT)), Stream.of(otherNames))
                        .collect(Collectors.joining(","));
    }

    /** What the column holds. */
    public Kind kind() {
        return kind;
    }

    /** The measure that the job reads from it, or null if it adds up none. */
    public Measure measure() {
        return measure;
    }

    /**
     * The TLC's own name for it, which records are sent with. Those of the times depend on the
     * colour: {@code tpep_} before a yellow trip's, {@code lpep_} before a green one's.
     */
    public String tlcName(Colour colour) {
        return kind == Kind.TIME ? colour.timePrefix() + tlcName : tlcName;
    }

    /** The column of a name in any letter case, blanks around it and a byte-order mark ignored. */
    public static Optional<TripColumn> named(String name) {
        String plain = name.replace("\uFEFF", "").trim().toLowerCase(Locale.ROOT);
        return Optional.ofNullable(BY_NAME.get(plain));
    }
}
