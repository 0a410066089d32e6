package io.github.taxistream.ledger.verify;

import io.github.taxistream.cli.Pauses;
import io.github.taxistream.cli.Problem;
import io.github.taxistream.ledger.manifest.Duplicates;
import io.github.taxistream.ledger.manifest.Sums;
import io.github.taxistream.ledger.manifest.Tally;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A job's output, compared with what was sent. Immutable. */
public final class Verification {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private final Tally sent;
    private final Duplicates duplicates;
    private final Output output;
    private final RejectsCheck rejects;
    private final Map<ZoneHourKey, ZoneHourTotals> found;
    private final List<Difference> differences = new ArrayList<>();

    private Verification(Tally sent, Duplicates duplicates, Output output) {
        this.sent = sent;
        this.duplicates = duplicates;
        this.output = output;
        this.rejects = new RejectsCheck(sent, duplicates, output);
        this.found = output.sums().totals();
        Map<ZoneHourKey, ZoneHourTotals> expected = expected(sent, duplicates).totals();
        TreeSet<ZoneHourKey> keys = new TreeSet<>(expected.keySet());
        keys.addAll(found.keySet());
        for (ZoneHourKey key : keys) {
            ZoneHourTotals wanted = expected.getOrDefault(key, ZoneHourTotals.NONE);
            ZoneHourTotals got = found.getOrDefault(key, ZoneHourTotals.NONE);
            if (!wanted.equals(got)) {
                differences.add(new Difference(key, wanted, got));
            }
        }
    }

    private static Sums expected(Tally sent, Duplicates duplicates) {
        Sums expected = new Sums();
        expected.add(sent.sums());
        if (duplicates == Duplicates.KEEP) {
            expected.add(sent.duplicateSums());
        }
        return expected;
    }

    /**
     * Reads an output and compares it with what was sent.
     *
     * @param duplicates what the job does with entries that come a second time
     */
    public static Verification of(Tally sent, Duplicates duplicates, OutputFiles files)
            throws InterruptedException {
        return new Verification(
                sent, duplicates, OutputReader.read(files, sent.perhapsTwice().keySet()));
    }

    /**
     * Repeats the comparison until everything is accounted for or the time is over. A file that
     * cannot be read meanwhile counts as not there yet.
     *
     * @throws Problem if the output cannot be read when the time is over
     */
    public static Verification await(
            Tally sent, Duplicates duplicates, OutputFiles files, Duration patience, Pauses pauses)
            throws InterruptedException {
        long begin = pauses.nanoTime();
        while (true) {
            long nanosLeft = patience.toNanos() - (pauses.nanoTime() - begin);
            try {
                Verification verification = of(sent, duplicates, files);
                if (verification.isVerified() || nanosLeft <= 0) {
                    return verification;
                }
            } catch (Problem e) {
                if (nanosLeft <= 0) {
                    throw e;
                }
            }
            pauses.pause(Math.min(BETWEEN_LOOKS.toNanos(), nanosLeft));
        }
    }

    /** Whether every record is accounted for, and every row is correct. */
    public boolean isVerified() {
        return differences.isEmpty() && output.mistakes().isEmpty() && rejects.isRight();
    }

    /** The zones and hours for which the output differs. */
    List<Difference> differences() {
        return differences;
    }

    /** What was sent. */
    Tally sent() {
        return sent;
    }

    /** The output's totals, by zone and hour. */
    Map<ZoneHourKey, ZoneHourTotals> found() {
        return found;
    }

    Map<String, Long> rowsByPane() {
        return output.rowsByPane();
    }

    /** What the job does with entries that come a second time. */
    Duplicates duplicates() {
        return duplicates;
    }

    RejectsCheck rejects() {
        return rejects;
    }

    List<String> mistakes() {
        return output.mistakes();
    }

    /**
     * How many entries were rejected in aggregates that were sent again after an unknown outcome,
     * when their shard had been split or merged: these copies do not count.
     */
    long misplacedAgain() {
        return output.misplacedAgain();
    }

    /** Trips found. */
    long tripsFound() {
        return found.values().stream().mapToLong(ZoneHourTotals::trips).sum();
    }

    /** Rejected entries found. */
    long rejectedFound() {
        return output.rejected().count();
    }

    /** Trips and rejected entries found. */
    long recordsFound() {
        return tripsFound() + rejectedFound();
    }

    /** A zone and hour for which the output differs from what was sent. */
    static final class Difference {

        final ZoneHourKey key;
        final ZoneHourTotals expected;
        final ZoneHourTotals found;

        Difference(ZoneHourKey key, ZoneHourTotals expected, ZoneHourTotals found) {
            this.key = key;
            this.expected = expected;
            this.found = found;
        }
    }
}
