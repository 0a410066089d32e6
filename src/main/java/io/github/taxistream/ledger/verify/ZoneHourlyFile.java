package io.github.taxistream.ledger.verify;

import io.github.taxistream.parquet.BytesInputFile;
import io.github.taxistream.parquet.ParquetRows;
import io.github.taxistream.trip.FailureWords;
import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.Pane;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import io.github.taxistream.trip.Zones;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.schema.MessageType;

/** Reads one file of {@code zone_hourly}. */
public final class ZoneHourlyFile {

    private static final int HOUR_START = 0;
    private static final int ZONE_ID = 1;
    private static final int BOROUGH = 2;
    private static final int ZONE = 3;
    private static final int FIRST_MEASURE = 4;
    private static final int NONE = -1;
    private static final int PANE = FIRST_MEASURE + Measure.COUNT;
    private static final List<String> COLUMNS =
            Stream.of(
                            Stream.of("hour_start", "zone_id", "borough", "zone"),
                            Measure.ALL.stream().map(Measure::column),
                            Stream.of("pane"))
                    .flatMap(columns -> columns)
                    .collect(Collectors.toUnmodifiableList());

    private final String path;
    private final Rows to;

    private ZoneHourlyFile(String path, Rows to) {
        this.path = path;
        this.to = to;
    }

    /** Receives the rows of a file. */
    public interface Rows {

        /**
         * Takes a row.
         *
         * @param pane as it is written in the file
         */
        void row(ZoneHourKey key, ZoneHourTotals totals, String pane);

        /** Receives a problem of the file or of one of its rows, in a sentence. */
        void mistake(String sentence);
    }

    /** Reads a file; its problems are reported, not thrown. */
    public static void read(String path, byte[] bytes, Rows to) {
        try (ParquetRows rows = new ParquetRows(new BytesInputFile(bytes))) {
            new ZoneHourlyFile(path, to).readRows(rows);
        } catch (IOException | RuntimeException e) {
            // Parquet reports damaged pages by all kinds of runtime exceptions.
            to.mistake(path + " cannot be read: " + FailureWords.of(e));
        }
    }

    private void readRows(ParquetRows rows) throws IOException {
        MessageType schema = rows.schema();
        int[] columns = new int[COLUMNS.size()];
        for (int i = 0; i < columns.length; i++) {
            if (isOfLaterRelease(i) && !schema.containsField(COLUMNS.get(i))) {
                columns[i] = NONE;
                continue;
            }
            String mistake = ZoneHourlyColumns.mistake(schema, COLUMNS.get(i));
            if (mistake != null) {
                to.mistake(path + mistake);
                return;
            }
            columns[i] = schema.getFieldIndex(COLUMNS.get(i));
        }
        while (rows.next()) {
            for (int i = 0; i < columns.length; i++) {
                if (columns[i] != NONE && rows.isNull(columns[i])) {
                    to.mistake(path + " has a null in " + COLUMNS.get(i) + ".");
                    return;
                }
            }
            readRow(rows, columns);
        }
    }

    /** Whether files of release 1.0 lack the column; its measure is 0 in them. */
    private static boolean isOfLaterRelease(int column) {
        return column >= FIRST_MEASURE + Measure.COUNT_OF_RELEASE_1_0 && column < PANE;
    }

    private void readRow(ParquetRows rows, int[] columns) {
        long hourStartMillis = rows.column(columns[HOUR_START]).getLong();
        int zoneId = rows.column(columns[ZONE_ID]).getInteger();
        String borough = text(rows, columns[BOROUGH]);
        String zone = text(rows, columns[ZONE]);
        long[] sums = new long[Measure.COUNT];
        for (int i = 0; i < sums.length; i++) {
            int column = columns[FIRST_MEASURE + i];
            sums[i] = column == NONE ? 0 : rows.column(column).getLong();
        }
        String pane = text(rows, columns[PANE]);
        if (!Zones.isZone(zoneId)) {
            to.mistake(path + " has a row of zone " + zoneId + ", which does not exist.");
            return;
        }
        check(hourStartMillis, zoneId, borough, zone);
        if (Arrays.stream(Pane.values()).noneMatch(known -> known.id().equals(pane))) {
            to.mistake(path + " has a row of pane " + pane + ", which does not exist.");
        }
        long trips = sums[Measure.TRIPS.index()];
        if (trips < 1) {
            to.mistake(path + " has a row of " + trips + " trips.");
        }
        ZoneHourKey key = new ZoneHourKey(zoneId, ZoneHourKey.hourStartMillis(hourStartMillis));
        to.row(key, ZoneHourTotals.at(sums, 0), pane);
    }

    private static String text(ParquetRows rows, int column) {
        return rows.column(column).getBinary().toStringUsingUTF8();
    }

    private void check(long hourStartMillis, int zoneId, String borough, String zone) {
        if (hourStartMillis != ZoneHourKey.hourStartMillis(hourStartMillis)) {
            to.mistake(
                    path + ": " + Instant.ofEpochMilli(hourStartMillis) + " is not a whole hour.");
        }
        String time = Instant.ofEpochMilli(hourStartMillis).toString();
        String folder =
                "pickup_date=" + time.substring(0, 10) + "/pickup_hour=" + time.substring(11, 13);
        if (!path.contains("/" + folder + "/")) {
            to.mistake(path + " has a row of " + time + ", which belongs in " + folder + ".");
        }
        if (!borough.equals(Zones.borough(zoneId)) || !zone.equals(Zones.name(zoneId))) {
            to.mistake(
                    String.format(
                            "%s: zone %d is %s, %s, not %s, %s.",
                            path,
                            zoneId,
                            Zones.borough(zoneId),
                            Zones.name(zoneId),
                            borough,
                            zone));
        }
    }
}
