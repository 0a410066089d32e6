package io.github.taxistream.ledger.report;

import io.github.taxistream.ledger.manifest.Duplicates;
import io.github.taxistream.ledger.manifest.ManifestFile;
import io.github.taxistream.ledger.manifest.Sums;
import io.github.taxistream.ledger.manifest.Tally;
import io.github.taxistream.trip.Pane;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** What was sent according to the manifests, to compare the findings with. */
final class Sent {

    private final Sums sums = new Sums();

    /** Sums of trips that were sent a second time: the job may count or reject them. */
    private final Sums duplicateSums = new Sums();

    private final Map<String, Long> rejected = new TreeMap<>();
    private long records;

    /**
     * @throws io.github.taxistream.cli.Problem if a manifest cannot be read
     */
    static Sent of(List<Path> manifests, Span span) {
        Sent sent = new Sent();
        for (Path file : manifests) {
            sent.add(ManifestFile.read(file).tally(), span);
        }
        return sent;
    }

    private void add(Tally tally, Span span) {
        tally.sums().totals().forEach((key, totals) -> add(key, totals, span));
        tally.duplicateSums().totals().forEach((key, totals) -> addDuplicates(key, totals, span));
        tally.rejected()
                .counts()
                .forEach((reason, count) -> rejected.merge(reason, count, Long::sum));
        records += tally.rejected().count();
    }

    private void add(ZoneHourKey key, ZoneHourTotals totals, Span span) {
        if (span.has(key.hourStartMillis())) {
            sums.add(key, totals);
            records += totals.trips();
        }
    }

    private void addDuplicates(ZoneHourKey key, ZoneHourTotals totals, Span span) {
        if (span.has(key.hourStartMillis())) {
            duplicateSums.add(key, totals);
            records += totals.trips();
        }
    }

    /** Trips and rejected records. */
    long records() {
        return records;
    }

    /**
     * The differences; empty if everything agrees. Hours are compared, or days if that is what the
     * findings are folded into.
     */
    List<Difference> differences(Findings found) {
        List<Difference> differences = new ArrayList<>();
        boolean isRejecting = found.rejects().counts().containsKey(Duplicates.REASON);
        Map<String, Long> rejected = rejected(isRejecting);
        TreeSet<String> reasons = new TreeSet<>(rejected.keySet());
        reasons.addAll(found.rejects().counts().keySet());
        for (String reason : reasons) {
            long expected = rejected.getOrDefault(reason, 0L);
            long got = found.rejects().counts().getOrDefault(reason, 0L);
            if (expected != got) {
                differences.add(new Difference(reason, 0, expected, got));
            }
        }
        ZoneSpans spans = spansOf(found.spans().grain(), isRejecting);
        LongStream.concat(
                        Arrays.stream(spans.sortedKeys()),
                        Arrays.stream(found.spans().sortedKeys()))
                .sorted()
                .distinct()
                .filter(key -> !spans.totals(key).equals(found.spans().totals(key)))
                .mapToObj(
                        key ->
                                new Difference(
                                        "",
                                        key,
                                        spans.totals(key).trips(),
                                        found.spans().totals(key).trips()))
                .forEach(differences::add);
        return differences;
    }

    /** What has to be rejected by a job that rejects duplicates, or counts them. */
    private Map<String, Long> rejected(boolean isRejecting) {
        Map<String, Long> all = new TreeMap<>(rejected);
        long duplicates =
                duplicateSums.totals().values().stream().mapToLong(ZoneHourTotals::trips).sum();
        if (isRejecting && duplicates > 0) {
            all.merge(Duplicates.REASON, duplicates, Long::sum);
        }
        return all;
    }

    private ZoneSpans spansOf(Grain grain, boolean isRejecting) {
        ZoneSpans spans = new ZoneSpans(Integer.MAX_VALUE);
        Sums counted = new Sums();
        counted.add(sums);
        if (!isRejecting) {
            counted.add(duplicateSums);
        }
        counted.totals()
                .forEach(
                        (key, totals) ->
                                spans.add(
                                        key.zoneId(),
                                        grain.begin(key.hourStartMillis()),
                                        totals,
                                        Pane.ON_TIME.id()));
        return spans;
    }

    /** A reason, or a zone and hour, for which the output differs from what was sent. */
    static final class Difference {

        /** Why records were rejected; empty if it is about trips. */
        final String reason;

        /** {@link ZoneHourKey#pack()}, if it is about trips. */
        final long key;

        final long sent;
        final long found;

        Difference(String reason, long key, long sent, long found) {
            this.reason = reason;
            this.key = key;
            this.sent = sent;
            this.found = found;
        }
    }
}
