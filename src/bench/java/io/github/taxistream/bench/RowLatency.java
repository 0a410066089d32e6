package io.github.taxistream.bench;

import io.github.taxistream.local.LocalStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How long it takes from the arrival of the trip that closes an hour until that hour's row is in
 * S3: a trip comes every while, each an hour after the last, and each so closes the hour two before
 * it, as trips may be an hour out of order.
 */
final class RowLatency {

    private static final LocalDateTime BEGIN = LocalDateTime.parse("2024-01-01T00:00:00");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int HOURS_OUT_OF_ORDER = 2;
    private static final long MILLIS_BETWEEN = 700;

    /** So many that the clock of the shard goes by what follows. */
    private static final int FIRST_TRIPS = 40;

    private final LocalStream stream;
    private final Path zoneHourly;

    /**
     * @param zoneHourly where the local S3 has the rows, as plain files
     */
    RowLatency(LocalStream stream, Path zoneHourly) {
        this.stream = stream;
        this.zoneHourly = zoneHourly;
    }

    /** The seconds that it took for each of so many hours, the least first. */
    List<Double> seconds(int hours) throws IOException, InterruptedException {
        stream.put("key", Collections.nCopies(FIRST_TRIPS, trip(BEGIN)));
        Deque<Long> closedAt = new ArrayDeque<>();
        List<Double> seconds = new ArrayList<>();
        int sent = 0;
        long nextAt = System.nanoTime();
        while (seconds.size() < hours) {
            if (sent < hours + HOURS_OUT_OF_ORDER && System.nanoTime() >= nextAt) {
                stream.put("key", List.of(trip(BEGIN.plusHours(sent))));
                if (sent >= HOURS_OUT_OF_ORDER) {
                    closedAt.add(System.nanoTime());
                }
                sent++;
                nextAt += TimeUnit.MILLISECONDS.toNanos(MILLIS_BETWEEN);
            }
            while (!closedAt.isEmpty() && hasRow(BEGIN.plusHours(seconds.size()))) {
                seconds.add((System.nanoTime() - closedAt.remove()) / 1e9);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        Collections.sort(seconds);
        return seconds;
    }

    private boolean hasRow(LocalDateTime hour) throws IOException {
        Path folder =
                zoneHourly.resolve(
                        String.format(
                                Locale.ROOT,
                                "pickup_date=%s/pickup_hour=%02d",
                                hour.toLocalDate(),
                                hour.getHour()));
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".parquet"));
        }
    }

    private static byte[] trip(LocalDateTime pickup) {
        return String.format(
                        "{\"lpep_pickup_datetime\":\"%s\",\"PULocationID\":74,\"total_amount\":9.5}",
                        TIME.format(pickup))
                .getBytes(StandardCharsets.UTF_8);
    }
}
