package io.github.taxistream.ledger.verify;

import io.github.taxistream.ledger.manifest.PayloadHash;
import io.github.taxistream.ledger.manifest.Rejects;
import io.github.taxistream.ledger.manifest.Sums;
import io.github.taxistream.trip.Pane;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a job's output adds up to. Not for use by several threads at once. */
final class Output implements ZoneHourlyFile.Rows {

    private final Sums sums = new Sums();
    private final Map<String, Long> rowsByPane = new TreeMap<>();
    private final Rejects rejected = new Rejects();
    private final Map<String, Map<PayloadHash, Long>> marked = new HashMap<>();
    private final List<String> mistakes = new ArrayList<>();
    private long misplacedAgain;

    Output() {
        for (Pane pane : Pane.values()) {
            rowsByPane.put(pane.id(), 0L);
        }
    }

    Sums sums() {
        return sums;
    }

    /** Rows by pane, each pane there is with at least 0. */
    Map<String, Long> rowsByPane() {
        return rowsByPane;
    }

    Rejects rejected() {
        return rejected;
    }

    /** Counts a rejected entry that has to be known by itself, and not as a part of a sum only. */
    void mark(String reason, PayloadHash hash, long times) {
        marked.computeIfAbsent(reason, r -> new HashMap<>()).merge(hash, times, Long::sum);
    }

    /** How often each of the marked entries was rejected for a reason. */
    Map<PayloadHash, Long> marked(String reason) {
        return marked.getOrDefault(reason, Map.of());
    }

    /** Counts entries in an aggregate that may be in the stream twice, and is misplaced once. */
    void addMisplacedAgain(long entries) {
        misplacedAgain += entries;
    }

    long misplacedAgain() {
        return misplacedAgain;
    }

    /** What is wrong with files and rows themselves, in sentences. */
    List<String> mistakes() {
        return mistakes;
    }

    @Override
    public void row(ZoneHourKey key, ZoneHourTotals totals, String pane) {
        rowsByPane.computeIfPresent(pane, (known, count) -> count + 1);
        sums.add(key, totals);
    }

    @Override
    public void mistake(String sentence) {
        mistakes.add(sentence);
    }

    void add(Output other) {
        sums.add(other.sums);
        other.rowsByPane.forEach((pane, rows) -> rowsByPane.merge(pane, rows, Long::sum));
        rejected.add(other.rejected);
        other.marked.forEach(
                (reason, hashes) -> hashes.forEach((hash, times) -> mark(reason, hash, times)));
        misplacedAgain += other.misplacedAgain;
        mistakes.addAll(other.mistakes);
    }
}
