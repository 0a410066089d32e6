package io.github.taxistream.trip;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is added up over the trips of a zone and hour: the one list from which the totals, their
 * bytes in the state, the columns of the output, the manifest and the reports are made.
 *
 * <p>A new measure is a line at the end: the windows' state has the sums in this order. Older rows
 * and files have 0 for it.
 */
public enum Measure {
    /** The trips themselves; each counts 1. */
    TRIPS("trips", "trips", 0),
    PASSENGERS("passengers", "passengers", 0, "passenger_count"),
    /** From pickup to drop-off. */
    DURATION("duration_seconds", "duration_seconds", 0),
    DISTANCE("distance_miles", "distance_hundredths", 2, "trip_distance", "trip_miles"),
    FARE("fare_amount", "fare_cents", 2, "fare_amount", "base_passenger_fare", "fare_amt"),
    TIP("tip_amount", "tip_cents", 2, "tip_amount", "tips", "tip_amt"),
    TOLLS("tolls_amount", "tolls_cents", 2, "tolls_amount", "tolls", "tolls_amt"),
    TOTAL("total_amount", "total_cents", 2, "total_amount", "total_amt"),
    ;

    /** All of them, in the order of the output's columns. */
    public static final List<Measure> ALL = List.of(values());

    /** Those that are read from a member of their own. */
    public static final List<Measure> READ =
            ALL.stream()
                    .filter(measure -> !measure.memberNames().isEmpty())
                    .collect(Collectors.toUnmodifiableList());

    /** How many there are. */
    public static final int COUNT = ALL.size();

    /** How many there were in release 1.0: the first ones. */
    public static final int COUNT_OF_RELEASE_1_0 = 8;

    private final String column;
    private final String unscaledName;
    private final int scale;

    /** Separated by commas: an enum's field has to be immutable. */
    private final String memberNames;

    /**
     * @param column its column in {@code zone_hourly}
     * @param unscaledName its name where whole numbers stand for it, like cents
     * @param scale how many decimals it has
     * @param memberNames the members of a record that it is read from, in lower case; none if it is
     *     not read but computed
     */
    Measure(String column, String unscaledName, int scale, String... memberNames) {
        this.column = column;
        this.unscaledName = unscaledName;
        this.scale = scale;
        this.memberNames = String.join(",", memberNames);
    }

    /** Its index in a row of all measures. */
    @SuppressWarnings("EnumOrdinal") // The order is what this list is for.
    public int index() {
        return ordinal();
    }

    /** Its column in {@code zone_hourly}. */
    public String column() {
        return column;
    }

    /** Its name where whole numbers stand for it, like {@code fare_cents}. */
    public String unscaledName() {
        return unscaledName;
    }

    /** How many decimals it has: its values are whole numbers of ten to the minus this. */
    public int scale() {
        return scale;
    }

    /** The members of a record that it is read from, in lower case; none if it is computed. */
    public List<String> memberNames() {
        return Stream.of(memberNames.split(",", -1))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableList());
    }

    /** The value as people write it, like dollars for cents. */
    public BigDecimal decimal(long unscaled) {
        return BigDecimal.valueOf(unscaled, scale);
    }
}
