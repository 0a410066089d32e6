package io.github.taxistream.producer.record;

import io.github.taxistream.trip.Measure;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The columns of the TLC's trip records, of all sets and years, by the names that files give them.
 *
 * <p>Source: the TLC's data dictionaries, the snake_case headers of the public samples, and
 * Microsoft's copy.
 */
public enum TripColumn {
    VENDOR(Kind.WHOLE, "VendorID", "vendor_id", "vendor_name"),
    PICKUP_TIME(
            Kind.TIME,
            "pickup_datetime",
            "tpep_pickup_datetime",
            "lpep_pickup_datetime",
            "Trip_Pickup_DateTime",
            "Pickup_date"),
    DROPOFF_TIME(
            Kind.TIME,
            "dropoff_datetime",
            "tpep_dropoff_datetime",
            "lpep_dropoff_datetime",
            "Trip_Dropoff_DateTime"),
    PASSENGERS(Kind.WHOLE, "passenger_count"),
    DISTANCE(Kind.NUMBER, "trip_distance"),
    RATE_CODE(Kind.WHOLE, "RatecodeID", "rate_code_id", "rate_code"),
    STORE_AND_FORWARD(Kind.TEXT, "store_and_fwd_flag"),
    PICKUP_ZONE(Kind.WHOLE, "PULocationID", "pickup_location_id", "locationID"),
    DROPOFF_ZONE(Kind.WHOLE, "DOLocationID", "dropoff_location_id"),
    PAYMENT_TYPE(Kind.WHOLE, "payment_type"),
    FARE(Kind.NUMBER, "fare_amount", "Fare_Amt"),
    EXTRA(Kind.NUMBER, "extra"),
    MTA_TAX(Kind.NUMBER, "mta_tax"),
    TIP(Kind.NUMBER, "tip_amount", "Tip_Amt"),
    TOLLS(Kind.NUMBER, "tolls_amount", "Tolls_Amt"),
    EHAIL_FEE(Kind.NUMBER, "ehail_fee"),
    IMPROVEMENT_SURCHARGE(Kind.NUMBER, "improvement_surcharge"),
    TOTAL(Kind.NUMBER, "total_amount", "Total_Amt"),
    TRIP_TYPE(Kind.WHOLE, "trip_type"),
    CONGESTION_SURCHARGE(Kind.NUMBER, "congestion_surcharge"),
    AIRPORT_FEE(Kind.NUMBER, "Airport_fee"),
    CBD_CONGESTION_FEE(Kind.NUMBER, "cbd_congestion_fee"),
    // High-volume for-hire vehicles, whose total is the sum of what the rider paid.
    TRIP_MILES(Kind.NUMBER, "trip_miles"),
    RIDER_FARE(Kind.NUMBER, "base_passenger_fare"),
    RIDER_TIP(Kind.NUMBER, "tips"),
    RIDER_TOLLS(Kind.NUMBER, "tolls"),
    BLACK_CAR_FUND(Kind.NUMBER, "bcf"),
    SALES_TAX(Kind.NUMBER, "sales_tax");

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

    private static final Set<String> STOPGAPS = Set.of(plain("Pickup_date"), plain("locationID"));
    private static final Map<String, TripColumn> BY_NAME = new HashMap<>();

    static {
        for (TripColumn column : values()) {
            BY_NAME.put(plain(column.tlcName), column);
            for (String name : column.otherNames.split(",", -1)) {
                BY_NAME.put(plain(name), column);
            }
        }
        BY_NAME.remove("");
    }

    private final Kind kind;
    private final Measure measure;
    private final String tlcName;

    /** Separated by commas: an enum's field has to be immutable. */
    private final String otherNames;

    TripColumn(Kind kind, String tlcName, String... otherNames) {
        this.kind = kind;
        this.measure =
                Measure.READ.stream()
                        .filter(read -> isOneOf(read.memberNames(), tlcName))
                        .findFirst()
                        .orElse(null);
        this.tlcName = tlcName;
        this.otherNames = String.join(",", otherNames);
    }

    private static boolean isOneOf(List<String> names, String tlcName) {
        return names.stream().anyMatch(name -> plain(name).equals(plain(tlcName)));
    }

    /** What the column holds. */
    public Kind kind() {
        return kind;
    }

    /** The measure that the job reads from it, or null if it is not a measure. */
    public Measure measure() {
        return measure;
    }

    /** Whether the job reads it, by itself or as a part of the total. */
    public boolean isRead() {
        return kind == Kind.TIME
                || measure != null
                || this == PICKUP_ZONE
                || this == BLACK_CAR_FUND
                || this == SALES_TAX
                || this == CONGESTION_SURCHARGE
                || this == AIRPORT_FEE
                || this == CBD_CONGESTION_FEE;
    }

    /** The TLC's own name for it in a data set, which records are sent with. */
    public String tlcName(DataSet set) {
        if (this == PICKUP_TIME) {
            return set.pickupTime();
        }
        return this == DROPOFF_TIME ? set.dropoffTime() : tlcName;
    }

    /** The column with a name, without regard to case, underscores and whitespace. */
    public static Optional<TripColumn> named(String name) {
        return Optional.ofNullable(BY_NAME.get(plain(name)));
    }

    /**
     * Whether the name is one of the for-hire vehicles' of 2015, which other files have for a
     * partition's date or for any place: it counts only where no other column has its meaning.
     */
    static boolean isStopgap(String name) {
        return STOPGAPS.contains(plain(name));
    }

    /** A name without its case, underscores, whitespace and a byte-order mark. */
    static String plain(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c > ' ' && c != '_' && c != '\uFEFF') {
                plain.append(c);
            }
        }
        return plain.toString().toLowerCase(Locale.ROOT);
    }
}
