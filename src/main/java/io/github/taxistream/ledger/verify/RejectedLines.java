package io.github.taxistream.ledger.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.taxistream.ledger.manifest.Duplicates;
import io.github.taxistream.ledger.manifest.PayloadHash;
import io.github.taxistream.trip.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/** Adds up the lines of a file of {@code rejected}. */
final class RejectedLines implements RejectedFile.Lines {

    private static final int SHOWN = 200;

    private final String path;
    private final Set<PayloadHash> perhapsTwice;
    private final Output output;

    /**
     * @param perhapsTwice entries to be marked
     * @param output what the lines are added to
     */
    RejectedLines(String path, Set<PayloadHash> perhapsTwice, Output output) {
        this.path = path;
        this.perhapsTwice = perhapsTwice;
        this.output = output;
    }

    @Override
    public void rejected(String reason, JsonNode line) {
        byte[] payload = payload(line);
        if (payload == null) {
            String text = line.toString();
            mistake(
                    path
                            + " has a line without a payload: "
                            + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text));
            return;
        }
        long entries = line.path("entries").asLong(1);
        PayloadHash hash = PayloadHash.of(payload);
        boolean isPerhapsTwice = perhapsTwice.contains(hash);
        if (isPerhapsTwice && reason.equals(RejectReason.MISPLACED.id())) {
            output.addMisplacedAgain(entries);
            return;
        }
        output.rejected().add(reason, entries, payload);
        if (isPerhapsTwice || reason.equals(Duplicates.REASON)) {
            output.mark(reason, hash, 1);
        }
    }

    /** The entry's bytes, or null if the line has none. */
    private static byte[] payload(JsonNode line) {
        if (line.path("payload").isTextual()) {
            return line.path("payload").asText().getBytes(StandardCharsets.UTF_8);
        }
        try {
            return line.path("payload_base64").isTextual()
                    ? Base64.getDecoder().decode(line.path("payload_base64").asText())
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public void mistake(String sentence) {
        output.mistake(sentence);
    }
}
