package io.github.taxistream.ledger.verify;

import io.github.taxistream.cli.Pauses;
import io.github.taxistream.cli.Problem;
import io.github.taxistream.ledger.manifest.Tally;
import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A job's output beside what was sent. Immutable. */
public final class Verification {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private final Tally sent;
    private final Output output;
    private final Map<ZoneHourKey, ZoneHourTotals> found;
    private final List<Difference> differences = new ArrayList<>();

    private Verification(Tally sent, Output output) {
        this.sent = sent;
        this.output = output;
        this.found = output.sums().totals();
        Map<ZoneHourKey, ZoneHourTotals> expected = sent.sums().totals();
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

    /** Reads an output and compares it with what was sent. */
    public static Verification of(Tally sent, OutputFiles files) throws InterruptedException {
        return new Verification(sent, OutputReader.read(files));
    }

    /**
     * Looks again and again until all is accounted for or the time is over. What cannot be read
     * meanwhile is taken for not there yet.
     *
     * @throws Problem if the output cannot be read when the time is over
     */
    public static Verification await(
            Tally sent, OutputFiles files, Duration patience, Pauses pauses)
            throws InterruptedException {
        long begin = pauses.nanoTime();
        while (true) {
            long nanosLeft = patience.toNanos() - (pauses.nanoTime() - begin);
            try {
                Verification verification = of(sent, files);
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

    /** Whether every record is accounted for, and every row is as it should be. */
    public boolean isVerified() {
        return differences.isEmpty()
                && output.mistakes().isEmpty()
                && rejectedSent().equals(rejectedFound());
    }

    /** Zones and hours of which the output tells otherwise. */
    List<Difference> differences() {
        return differences;
    }

    /** What was sent. */
    Tally sent() {
        return sent;
    }

    /** What the output adds up to, by zone and hour. */
    Map<ZoneHourKey, ZoneHourTotals> found() {
        return found;
    }

    Map<String, Long> rowsByPane() {
        return output.rowsByPane();
    }

    /** Without {@link #misplaced()}. */
    Map<String, Long> rejectedFound() {
        Map<String, Long> byReason = new TreeMap<>(output.rejectedByReason());
        byReason.remove(RejectReason.MISPLACED.id());
        return byReason;
    }

    /**
     * How many aggregates were rejected because their shard had been split or merged. The producer
     * sees that by Kinesis's answer, and sends their records again: these copies count for nothing.
     */
    long misplaced() {
        return output.rejectedByReason().getOrDefault(RejectReason.MISPLACED.id(), 0L);
    }

    Map<String, Long> rejectedSent() {
        Map<String, Long> byReason = new TreeMap<>();
        for (Map.Entry<RejectReason, Long> entry : sent.rejected().entrySet()) {
            byReason.put(entry.getKey().id(), entry.getValue());
        }
        return byReason;
    }

    List<String> mistakes() {
        return output.mistakes();
    }

    /** Trips and rejected records found. */
    long recordsFound() {
        return found.values().stream().mapToLong(ZoneHourTotals::trips).sum()
                + rejectedFound().values().stream().mapToLong(Long::longValue).sum();
    }

    /** A zone and hour of which the output tells otherwise than what was sent. */
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
