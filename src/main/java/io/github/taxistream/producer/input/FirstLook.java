package io.github.taxistream.producer.input;

import io.github.taxistream.cli.Problem;
import io.github.taxistream.ledger.reading.PlainEntry;
import io.github.taxistream.producer.record.OutgoingRecord;
import io.github.taxistream.producer.record.RecordSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Looks at a file's first records, before anything is sent, to see whether they are trips. */
final class FirstLook {

    private static final int RECORDS = 100;
    private static final int SHOWN = 200;

    private FirstLook() {}

    /**
     * Warns if the job would reject all of a file's first records.
     *
     * @param warnings receives a sentence
     * @return how many records the file is expected to have
     * @throws Problem if it is not a file of trips
     */
    static long at(SourceFile file, InputRules rules, Consumer<String> warnings)
            throws IOException {
        try (RecordSource source = TripFile.open(file, rules)) {
            int records = 0;
            PlainEntry first = null;
            OutgoingRecord record = source.next();
            for (; record != null && records < RECORDS; record = source.next()) {
                List<PlainEntry> entries =
                        rules.reading().entries(record.payload(), System.currentTimeMillis());
                if (entries.stream().anyMatch(entry -> entry.trip().isPresent())) {
                    return source.expectedRecords();
                }
                first = first == null ? entries.get(0) : first;
                records++;
            }
            if (first != null) {
                warnings.accept(warning(file.name(), first, records, record == null));
            }
            return source.expectedRecords();
        }
    }

    private static String warning(String name, PlainEntry first, int records, boolean isAll) {
        String payload = new String(first.payload(), StandardCharsets.UTF_8);
        return String.format(
                "%s: the job will reject all of its %s%d records; the first as %s: %s",
                name,
                isAll ? "" : "first ",
                records,
                first.reason().id(),
                payload.length() > SHOWN ? payload.substring(0, SHOWN) + "…" : payload);
    }
}
