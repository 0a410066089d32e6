package io.github.taxistream.lambda;

import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What Lambda carries from invocation to invocation of a tumbling window of one shard: the totals
 * so far, and which records are in them. Immutable.
 *
 * <p>As a map of texts it has a line for each zone and hour, like {@code "2024-01-31T22 237":
 * "12,20,3600,…"}, with the sums in the order of {@link Measure}, unscaled.
 */
final class WindowState {

    /**
     * Lambda ends a window whose state is larger than 1 MB; this leaves room for the rest of it.
     */
    static final int MOST_BYTES = 900_000;

    static final WindowState NONE = new WindowState("", "", 0, Map.of());

    private static final String FROM = "from";
    private static final String THROUGH = "through";
    private static final String PART = "part";

    /** The quotes, the colon and the comma. */
    private static final int JSON_BYTES = 6;

    private final String from;
    private final String through;
    private final int part;
    private final Map<ZoneHourKey, ZoneHourTotals> totals;

    private WindowState(
            String from, String through, int part, Map<ZoneHourKey, ZoneHourTotals> totals) {
        this.from = from;
        this.through = through;
        this.part = part;
        this.totals = totals;
    }

    /**
     * Reads what {@link #toMap} has written.
     *
     * @param texts null or empty at the beginning of a window
     */
    static WindowState of(Map<String, String> texts) {
        if (texts == null || texts.isEmpty()) {
            return NONE;
        }
        Map<ZoneHourKey, ZoneHourTotals> totals = new TreeMap<>();
        texts.forEach(
                (key, text) -> {
                    if (key.indexOf(' ') > 0) {
                        totals.put(zoneHour(key), totals(text));
                    }
                });
        return new WindowState(
                texts.getOrDefault(FROM, ""),
                texts.getOrDefault(THROUGH, ""),
                Integer.parseInt(texts.getOrDefault(PART, "0")),
                totals);
    }

    Map<String, String> toMap() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(FROM, from);
        texts.put(THROUGH, through);
        texts.put(PART, String.valueOf(part));
        totals.forEach((key, sums) -> texts.put(text(key), text(sums)));
        return texts;
    }

    /** Whether Lambda can carry it. */
    boolean fits() {
        return toMap().entrySet().stream()
                        .mapToInt(e -> e.getKey().length() + e.getValue().length() + JSON_BYTES)
                        .sum()
                <= MOST_BYTES;
    }

    /**
     * Whether a record is in these totals: a shard's sequence numbers rise from record to record.
     */
    boolean hasCounted(String sequenceNumber) {
        return !through.isEmpty()
                && new BigInteger(sequenceNumber).compareTo(new BigInteger(through)) <= 0;
    }

    /** These totals and those of a batch, which is the next of the window. */
    WindowState plus(Batch batch) {
        return batch.isEmpty() ? this : next(batch, part, totals);
    }

    /** The totals of a batch alone, as the part after these. */
    WindowState followedBy(Batch batch) {
        return next(batch, part + 1, Map.of());
    }

    /** No totals yet, as the part after these. */
    WindowState followedByNothing() {
        return new WindowState(from, through, part + 1, Map.of());
    }

    private WindowState next(Batch batch, int nextPart, Map<ZoneHourKey, ZoneHourTotals> before) {
        Map<ZoneHourKey, ZoneHourTotals> sums = new TreeMap<>(before);
        batch.totals().forEach((key, more) -> sums.merge(key, more, ZoneHourTotals::plus));
        return new WindowState(
                from.isEmpty() ? batch.firstSequenceNumber() : from,
                batch.lastSequenceNumber(),
                nextPart,
                sums);
    }

    /**
     * A name for these totals, the same whenever an invocation is tried again: so what a failed one
     * has written is written over, and counts once. Empty if there are none.
     */
    Optional<String> name() {
        return totals.isEmpty() ? Optional.empty() : Optional.of(from + "-" + part);
    }

    Map<ZoneHourKey, ZoneHourTotals> totals() {
        return totals;
    }

    private static String text(ZoneHourKey key) {
        return Instant.ofEpochMilli(key.hourStartMillis()).toString().substring(0, 13)
                + " "
                + key.zoneId();
    }

    private static ZoneHourKey zoneHour(String text) {
        int space = text.indexOf(' ');
        return new ZoneHourKey(
                Integer.parseInt(text.substring(space + 1)),
                Instant.parse(text.substring(0, space) + ":00:00Z").toEpochMilli());
    }

    private static String text(ZoneHourTotals sums) {
        return Measure.ALL.stream()
                .map(measure -> String.valueOf(sums.get(measure)))
                .collect(Collectors.joining(","));
    }

    private static ZoneHourTotals totals(String text) {
        return new ZoneHourTotals(
                Arrays.stream(text.split(",", -1)).mapToLong(Long::parseLong).toArray());
    }
}
