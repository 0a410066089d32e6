package io.github.taxistream.ledger.verify;

import io.github.taxistream.ledger.manifest.Duplicates;
import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.Pane;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import io.github.taxistream.trip.Zones;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Reports the result of a verification to a person. */
public final class Report {

    private static final int SHOWN_DIFFERENCES = 50;
    private static final int SHOWN_MISTAKES = 20;

    private final Verification verification;
    private final long retriedAfterUnknownOutcome;
    private final PrintWriter out;

    /**
     * @param retriedAfterUnknownOutcome how many entries may be in the stream twice
     */
    public Report(Verification verification, long retriedAfterUnknownOutcome, PrintWriter out) {
        this.verification = verification;
        this.retriedAfterUnknownOutcome = retriedAfterUnknownOutcome;
        this.out = out;
    }

    /** Prints the report; the last line says whether everything is accounted for. */
    public void print(int busiest) {
        if (busiest > 0) {
            printBusiest(busiest);
        }
        out.println(
                "rows: "
                        + List.of(Pane.values()).stream()
                                .map(
                                        pane ->
                                                verification.rowsByPane().get(pane.id())
                                                        + " "
                                                        + pane.id())
                                .collect(Collectors.joining(", ")));
        printRejected();
        printMistakes();
        if (!verification.differences().isEmpty()) {
            printDifferences();
        }
        printDuplicates();
        out.println(lastLine());
        out.flush();
    }

    private void printRejected() {
        RejectsCheck rejects = verification.rejects();
        for (String reason : rejects.reasons()) {
            long expected = rejects.expected(reason);
            long found = rejects.found(reason);
            String remark = "";
            if (!rejects.isRight(reason)) {
                remark =
                        expected == found
                                ? ", but not the records that were sent"
                                : ", expected " + expected;
            }
            out.println("rejected " + reason + ": " + found + remark);
        }
        if (verification.duplicates() == Duplicates.KEEP && rejects.found(Duplicates.REASON) > 0) {
            out.println(
                    "The job has rejected duplicates: if it runs with input.duplicates = REJECT,"
                            + " verify with --duplicates REJECT.");
        }
        if (verification.misplacedAgain() > 0) {
            out.println(
                    "misplaced: "
                            + verification.misplacedAgain()
                            + " more entries, in aggregates that were sent again after an unknown"
                            + " outcome; not counted below");
        }
    }

    private void printMistakes() {
        List<String> mistakes = verification.mistakes();
        mistakes.stream().limit(SHOWN_MISTAKES).forEach(out::println);
        if (mistakes.size() > SHOWN_MISTAKES) {
            out.println("… and " + (mistakes.size() - SHOWN_MISTAKES) + " more such mistakes");
        }
    }

    private void printDuplicates() {
        long surplus = verification.recordsFound() - verification.sent().records();
        if (surplus > 0) {
            out.println(
                    "duplicates: "
                            + surplus
                            + " more records than were sent; "
                            + retriedAfterUnknownOutcome
                            + " entries were sent again after an unknown outcome");
        }
    }

    private String lastLine() {
        if (verification.isVerified()) {
            return String.format(
                    Locale.ROOT,
                    "verified: %d records = %d trips in %d zone-hours + %d rejected",
                    verification.recordsFound(),
                    verification.tripsFound(),
                    verification.found().size(),
                    verification.rejectedFound());
        }
        return String.format(
                Locale.ROOT,
                "not verified: %d records expected, %d found; %d zone-hours differ",
                verification.sent().records(),
                verification.recordsFound(),
                verification.differences().size());
    }

    private void printDifferences() {
        String format = "%-16s %4s  %-17s %14s %14s %14s%n";
        out.printf(format, "hour", "zone", "of", "expected", "found", "difference");
        List<Verification.Difference> differences = verification.differences();
        for (Verification.Difference difference :
                differences.subList(0, Math.min(SHOWN_DIFFERENCES, differences.size()))) {
            for (Measure measure : Measure.ALL) {
                long expected = difference.expected.get(measure);
                long found = difference.found.get(measure);
                if (expected != found) {
                    out.printf(
                            format,
                            hour(difference.key),
                            difference.key.zoneId(),
                            measure.column(),
                            measure.decimal(expected),
                            measure.decimal(found),
                            measure.decimal(found - expected));
                }
            }
        }
        if (differences.size() > SHOWN_DIFFERENCES) {
            out.println("… and " + (differences.size() - SHOWN_DIFFERENCES) + " more zone-hours");
        }
    }

    private void printBusiest(int busiest) {
        List<Map.Entry<ZoneHourKey, ZoneHourTotals>> rows =
                new ArrayList<>(verification.found().entrySet());
        rows.sort(
                Comparator.comparingLong(
                                (Map.Entry<ZoneHourKey, ZoneHourTotals> e) -> -e.getValue().trips())
                        .thenComparing(Map.Entry::getKey));
        String format = "%-16s %4s %-13s %-36s %7s %10s %12s%n";
        out.printf(format, "hour", "id", "borough", "zone", "trips", "passengers", "total");
        for (Map.Entry<ZoneHourKey, ZoneHourTotals> row :
                rows.subList(0, Math.min(busiest, rows.size()))) {
            int zone = row.getKey().zoneId();
            out.printf(
                    format,
                    hour(row.getKey()),
                    zone,
                    Zones.borough(zone),
                    Zones.name(zone),
                    row.getValue().trips(),
                    row.getValue().get(Measure.PASSENGERS),
                    Measure.TOTAL.decimal(row.getValue().get(Measure.TOTAL)));
        }
    }

    private static String hour(ZoneHourKey key) {
        String time = Instant.ofEpochMilli(key.hourStartMillis()).toString();
        return time.substring(0, 16).replace('T', ' ');
    }
}
