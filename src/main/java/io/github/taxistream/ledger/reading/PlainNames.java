package io.github.taxistream.ledger.reading;

import io.github.taxistream.trip.Measure;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a member of a record means, by its name in any of the TLC's data sets and the public copies.
 * The table in docs/input-and-output.md says where each name comes from.
 *
 * <p>The job's parser and the producer have names of their own, on purpose: {@code verify} is to
 * find a name that one of them gets wrong, so this list shares nothing with theirs.
 */
enum PlainNames {
    PICKUP(
            "tpep_pickup_datetime",
            "lpep_pickup_datetime",
            "pickup_datetime",
            "Trip_Pickup_DateTime"),
    DROPOFF(
            "tpep_dropoff_datetime",
            "lpep_dropoff_datetime",
            "dropoff_datetime",
            "Trip_Dropoff_DateTime"),
    ZONE("PULocationID", "pickup_location_id"),
    PASSENGERS("passenger_count"),
    DISTANCE("trip_distance", "trip_miles"),
    FARE("fare_amount", "Fare_Amt"),
    TIP("tip_amount", "Tip_Amt"),
    TOLLS("tolls_amount", "Tolls_Amt"),
    TOTAL("total_amount", "Total_Amt"),
    RIDER_FARE("base_passenger_fare"),
    RIDER_TIP("tips"),
    RIDER_TOLLS("tolls"),
    BLACK_CAR_FUND("bcf"),
    SALES_TAX("sales_tax"),
    CONGESTION("congestion_surcharge"),
    AIRPORT("airport_fee"),
    CONGESTION_ZONE("cbd_congestion_fee");

    private static final Map<String, String> BY_NAME = new HashMap<>();

    static {
        for (PlainNames meaning : values()) {
            for (String name : List.of(meaning.names.split(",", -1))) {
                BY_NAME.put(plain(name), meaning.name());
            }
        }
        for (Measure measure : Measure.ALL) {
            BY_NAME.putIfAbsent(plain(measure.column()), plain(measure.column()));
        }
    }

    /** With commas between: an enum's field has to be immutable. */
    private final String names;

    PlainNames(String... names) {
        this.names = String.join(",", names);
    }

    /** A name without regard to case, underscores and whitespace. */
    static String plain(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '_' && c > ' ') {
                plain.append(c);
            }
        }
        return plain.toString().toLowerCase(Locale.ROOT);
    }

    /**
     * What a plain name means: the name of a constant, or the plain column of a measure that has no
     * constant and is called like its column in records, too; null if it does not count.
     */
    static String of(String plainName) {
        return BY_NAME.get(plainName);
    }
}
