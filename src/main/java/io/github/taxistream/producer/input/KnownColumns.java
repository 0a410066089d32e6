package io.github.taxistream.producer.input;

import io.github.taxistream.cli.Problem;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Refuses files whose columns are not those of trips with zones. */
final class KnownColumns {

    private static final int SHOWN = 5;

    private KnownColumns() {}

    static void check(String name, List<String> columns, boolean hasTime, boolean hasZone) {
        if (hasTime && hasZone) {
            return;
        }
        String found =
                columns.stream().map(String::trim).limit(SHOWN).collect(Collectors.joining(", "))
                        + (columns.size() > SHOWN ? ", …" : "");
        if (!hasTime) {
            throw new Problem(
                    name
                            + " has an unknown header: no column for the pickup time"
                            + " (tpep_pickup_datetime, lpep_pickup_datetime or pickup_datetime)."
                            + " Its columns: "
                            + found);
        }
        boolean hasCoordinates =
                columns.stream()
                        .map(column -> column.toLowerCase(Locale.ROOT))
                        .anyMatch(c -> c.contains("longitude") || c.contains("start_lon"));
        throw new Problem(
                name
                        + " has no column for the pickup zone (PULocationID or"
                        + " pickup_location_id)"
                        + (hasCoordinates
                                ? ", only coordinates: it is one of the older files, but the job"
                                        + " counts by zone. "
                                : ". ")
                        + "The TLC's CSV files have zones since July 2016, its Parquet files since"
                        + " 2011. Its columns: "
                        + found);
    }
}
