package io.github.taxistream.ledger.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.taxistream.ledger.manifest.Sums;
import io.github.taxistream.trip.Pane;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a job's output adds up to. Not for use by several threads at once. */
final class Output implements ZoneHourlyFile.Rows, RejectedFile.Lines {

    private final Sums sums = new Sums();
    private final Map<String, Long> rowsByPane = new TreeMap<>();
    private final Map<String, Long> rejectedByReason = new TreeMap<>();
    private final List<String> mistakes = new ArrayList<>();

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

    Map<String, Long> rejectedByReason() {
        return rejectedByReason;
    }

    /** What is wrong with files and rows themselves, in sentences. */
    List<String> mistakes() {
        return mistakes;
    }

    void add(Output other) {
        sums.add(other.sums);
        other.rowsByPane.forEach((pane, rows) -> rowsByPane.merge(pane, rows, Long::sum));
        other.rejectedByReason.forEach(
                (reason, records) -> rejectedByReason.merge(reason, records, Long::sum));
        mistakes.addAll(other.mistakes);
    }

    @Override
    public void row(ZoneHourKey key, ZoneHourTotals totals, String pane) {
        rowsByPane.computeIfPresent(pane, (known, count) -> count + 1);
        sums.add(key, totals);
    }

    @Override
    public void rejected(String reason, JsonNode line) {
        rejectedByReason.merge(reason, 1L, Long::sum);
    }

    @Override
    public void mistake(String sentence) {
        mistakes.add(sentence);
    }
}
