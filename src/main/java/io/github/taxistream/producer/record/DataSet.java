package io.github.taxistream.producer.record;

import java.util.HashSet;
import java.util.Set;

/** The TLC's four data sets, which name their time columns differently. */
public enum DataSet {
    YELLOW("tpep_pickup_datetime", "tpep_dropoff_datetime"),
    GREEN("lpep_pickup_datetime", "lpep_dropoff_datetime"),
    /** For-hire vehicles. */
    FHV("pickup_datetime", "dropOff_datetime"),
    /** For-hire vehicles of the high-volume bases. */
    HVFHV("pickup_datetime", "dropoff_datetime");

    private static final Set<String> OF_HVFHV =
            Set.of("hvfhslicensenum", "basepassengerfare", "tripmiles", "driverpay");
    private static final Set<String> OF_FHV =
            Set.of("dispatchingbasenum", "affiliatedbasenumber", "srflag");
    private static final Set<String> OF_GREEN = Set.of("triptype", "ehailfee");

    private final String pickupTime;
    private final String dropoffTime;

    DataSet(String pickupTime, String dropoffTime) {
        this.pickupTime = pickupTime;
        this.dropoffTime = dropoffTime;
    }

    String pickupTime() {
        return pickupTime;
    }

    String dropoffTime() {
        return dropoffTime;
    }

    /**
     * The data set of a file by its column names: by its time columns, or by those that no other
     * set has; else yellow.
     */
    public static DataSet ofColumns(Iterable<String> names) {
        Set<String> plain = new HashSet<>();
        for (String name : names) {
            plain.add(TripColumn.plain(name));
        }
        if (plain.stream().anyMatch(name -> name.startsWith("tpep"))) {
            return YELLOW;
        }
        if (plain.stream().anyMatch(name -> name.startsWith("lpep"))) {
            return GREEN;
        }
        if (OF_HVFHV.stream().anyMatch(plain::contains)) {
            return HVFHV;
        }
        if (OF_FHV.stream().anyMatch(plain::contains)) {
            return FHV;
        }
        return OF_GREEN.stream().anyMatch(plain::contains) ? GREEN : YELLOW;
    }
}
