package io.github.taxistream.ledger.verify;

import io.github.taxistream.ledger.manifest.Duplicates;
import io.github.taxistream.ledger.manifest.PayloadHash;
import io.github.taxistream.ledger.manifest.PayloadSum;
import io.github.taxistream.ledger.manifest.Tally;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares the rejected entries of an output with those that were sent: how many of each reason,
 * and whether they are the same ones.
 *
 * <p>Where the job rejects duplicates, an entry that was sent again after an unknown outcome may
 * have been rejected once more for each time.
 */
final class RejectsCheck {

    private final Tally sent;
    private final Duplicates duplicates;
    private final Output output;

    RejectsCheck(Tally sent, Duplicates duplicates, Output output) {
        this.sent = sent;
        this.duplicates = duplicates;
        this.output = output;
    }

    /** All reasons that were expected or found. */
    Set<String> reasons() {
        Set<String> reasons = new TreeSet<>(sent.rejected().counts().keySet());
        reasons.addAll(output.rejected().counts().keySet());
        if (expected(Duplicates.REASON) > 0) {
            reasons.add(Duplicates.REASON);
        }
        return reasons;
    }

    /** How many entries have to be rejected for a reason, at least. */
    long expected(String reason) {
        boolean isDuplicate = reason.equals(Duplicates.REASON) && duplicates == Duplicates.REJECT;
        return sent.rejected().count(reason) + (isDuplicate ? sent.duplicateTrips() : 0);
    }

    /** How many entries were rejected for a reason. */
    long found(String reason) {
        return output.rejected().count(reason);
    }

    /** Whether the entries rejected for each reason are those that have to be. */
    boolean isRight() {
        return reasons().stream().allMatch(this::isRight);
    }

    /** Whether the entries rejected for a reason are those that have to be. */
    boolean isRight(String reason) {
        if (duplicates == Duplicates.KEEP) {
            return expected(reason) == found(reason)
                    && sent.rejected().sum(reason).equals(output.rejected().sum(reason));
        }
        return reason.equals(Duplicates.REASON) ? areDuplicates() : isRightWithRepeats(reason);
    }

    private boolean areDuplicates() {
        Map<PayloadHash, Long> found = output.marked(Duplicates.REASON);
        Set<PayloadHash> all = new HashSet<>(sent.duplicates().keySet());
        all.addAll(found.keySet());
        return all.stream()
                .allMatch(
                        hash -> {
                            long least = sent.duplicates().getOrDefault(hash, 0L);
                            long more = sent.perhapsTwice().getOrDefault(hash, 0L);
                            long times = found.getOrDefault(hash, 0L);
                            return times >= least && times <= least + more;
                        });
    }

    /** A rejected entry that came twice has its own reason twice. */
    private boolean isRightWithRepeats(String reason) {
        long count = expected(reason);
        PayloadSum sum = new PayloadSum();
        sum.add(sent.rejected().sum(reason));
        if (count < found(reason)) {
            for (Map.Entry<PayloadHash, Long> entry : output.marked(reason).entrySet()) {
                long most = sent.perhapsTwice().getOrDefault(entry.getKey(), 0L);
                for (long i = 0; i < Math.min(most, entry.getValue() - 1); i++) {
                    sum.add(entry.getKey());
                    count++;
                }
            }
        }
        return count == found(reason) && sum.equals(output.rejected().sum(reason));
    }
}
