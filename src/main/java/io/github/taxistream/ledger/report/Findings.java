package io.github.taxistream.ledger.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.taxistream.ledger.verify.RejectedFile;
import io.github.taxistream.ledger.verify.ZoneHourlyFile;
import io.github.taxistream.trip.Pane;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The findings in an output so far. Their size does not grow with the number of files. For use by
 * several threads at once, which hold the lock while they read more than one figure.
 */
final class Findings implements ZoneHourlyFile.Rows, RejectedFile.Lines {

    /** More would make a page of more than 8 MB. */
    private static final int MAX_ROWS = 390_000;

    private static final List<Pane> PANES = List.of(Pane.values());
    private static final int KEPT_MISTAKES = 20;
    private static final long MILLIS_PER_HOUR = Duration.ofHours(1).toMillis();

    /** A Monday; hours of it and the next six days stand for the hours of a week. */
    private static final long SOME_WEEK = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();

    private final Span span;
    private final ZoneSpans spans = new ZoneSpans(MAX_ROWS);
    private final ZoneSpans week = new ZoneSpans(Integer.MAX_VALUE);
    private final Rejects rejects = new Rejects();
    private final Map<Long, long[]> panesByDay = new TreeMap<>();
    private final List<String> mistakes = new ArrayList<>();
    private long mistakeCount;
    private long trips;
    private long firstHourMillis = Long.MAX_VALUE;
    private long lastHourMillis = Long.MIN_VALUE;

    Findings(Span span) {
        this.span = span;
    }

    @Override
    public synchronized void row(ZoneHourKey key, ZoneHourTotals totals, String pane) {
        int zoneId = key.zoneId();
        long hourStartMillis = key.hourStartMillis();
        if (!span.has(hourStartMillis)) {
            return;
        }
        spans.add(zoneId, hourStartMillis, totals, pane);
        week.add(zoneId, inSomeWeek(hourStartMillis), totals, pane);
        trips += totals.trips();
        firstHourMillis = Math.min(firstHourMillis, hourStartMillis);
        lastHourMillis = Math.max(lastHourMillis, hourStartMillis);
        for (int i = 0; i < PANES.size(); i++) {
            if (PANES.get(i).id().equals(pane)) {
                long[] ofDay =
                        panesByDay.computeIfAbsent(
                                Grain.DAY.begin(hourStartMillis),
                                day -> new long[2 * PANES.size()]);
                ofDay[2 * i]++;
                ofDay[2 * i + 1] += totals.trips();
            }
        }
    }

    private static long inSomeWeek(long millis) {
        DayOfWeek day = Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC).getDayOfWeek();
        long hours = 24L * (day.getValue() - 1) + Math.floorMod(millis / MILLIS_PER_HOUR, 24);
        return SOME_WEEK + hours * MILLIS_PER_HOUR;
    }

    @Override
    public synchronized void rejected(String reason, JsonNode line) {
        rejects.add(reason, line);
    }

    @Override
    public synchronized void mistake(String sentence) {
        mistakeCount++;
        if (mistakes.size() < KEPT_MISTAKES) {
            mistakes.add(sentence);
        }
    }

    /** Trips, passengers and so on by zone and hour, or by zone and day if they are very many. */
    ZoneSpans spans() {
        return spans;
    }

    /** The same by zone and hour of the week, in a week of January 2024. */
    ZoneSpans week() {
        return week;
    }

    Rejects rejects() {
        return rejects;
    }

    /**
     * By the start of the day, in milliseconds since 1970: rows and trips of each pane, in the
     * order of {@link Pane}.
     */
    Map<Long, long[]> panesByDay() {
        return panesByDay;
    }

    /** What is wrong with files and rows, in sentences; the first few. */
    List<String> mistakes() {
        return mistakes;
    }

    /** How many mistakes there are. */
    long mistakeCount() {
        return mistakeCount;
    }

    long trips() {
        return trips;
    }

    /** The start of the first hour in milliseconds since 1970, if there are trips. */
    long firstHourMillis() {
        return firstHourMillis;
    }

    /** The start of the last hour in milliseconds since 1970, if there are trips. */
    long lastHourMillis() {
        return lastHourMillis;
    }
}
