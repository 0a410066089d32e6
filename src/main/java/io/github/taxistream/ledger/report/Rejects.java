package io.github.taxistream.ledger.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Rejected records by reason, with a few examples each. Which ones does not depend on the order in
 * which files are read. Not for use by several threads at once.
 */
final class Rejects {

    private static final int SHOWN = 4;

    /** The job has only a few reasons, but somebody else's file may have any. */
    private static final int MOST_REASONS = 50;

    private static final String OTHER = "other";

    /** A payload may be of a megabyte; a person reads a few lines of it. */
    private static final int SHOWN_CHARACTERS = 400;

    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, TreeSet<Sample>> samples = new TreeMap<>();

    void add(String given, JsonNode line) {
        String reason = shortened(given);
        if (counts.size() >= MOST_REASONS && !counts.containsKey(reason)) {
            reason = OTHER;
        }
        counts.merge(reason, 1L, Long::sum);
        TreeSet<Sample> shown =
                samples.computeIfAbsent(reason, r -> new TreeSet<>(Sample.IN_ORDER_OF_ARRIVAL));
        shown.add(new Sample(reason, line));
        if (shown.size() > SHOWN) {
            shown.pollLast();
        }
    }

    /** How many of each reason. */
    Map<String, Long> counts() {
        return counts;
    }

    List<Sample> samples() {
        return samples.values().stream().flatMap(TreeSet::stream).collect(Collectors.toList());
    }

    /** A rejected record, shortened. Immutable. */
    static final class Sample {

        private static final Comparator<Sample> IN_ORDER_OF_ARRIVAL =
                Comparator.comparing((Sample it) -> it.arrivalTime)
                        .thenComparing(it -> it.shardId)
                        .thenComparing(it -> it.sequenceNumber)
                        .thenComparing(it -> it.payload);

        final String reason;
        final String detail;
        final String stream;
        final String shardId;
        final String sequenceNumber;
        final String arrivalTime;
        final String payload;

        /** Whether the payload is not text, and is given in Base64. */
        final boolean isBinary;

        /** The length of the whole payload in characters. */
        final int length;

        private Sample(String reason, JsonNode line) {
            this.reason = reason;
            detail = shortened(line.path("detail").asText());
            stream = shortened(line.path("stream").asText());
            shardId = shortened(line.path("shard_id").asText());
            sequenceNumber = shortened(line.path("sequence_number").asText());
            arrivalTime = shortened(line.path("arrival_time").asText());
            isBinary = line.has("payload_base64");
            String whole = line.path(isBinary ? "payload_base64" : "payload").asText();
            length = whole.length();
            payload = shortened(whole);
        }
    }

    /** The beginning of a text, for a person to see what it is like. */
    static String shortened(String text) {
        if (text.length() <= SHOWN_CHARACTERS) {
            return text;
        }
        // Not between the halves of a surrogate pair.
        int end = Character.isHighSurrogate(text.charAt(SHOWN_CHARACTERS - 1)) ? 1 : 0;
        return text.substring(0, SHOWN_CHARACTERS - end);
    }
}
