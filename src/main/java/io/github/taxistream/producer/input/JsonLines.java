package io.github.taxistream.producer.input;

import io.github.taxistream.cli.Problem;
import io.github.taxistream.producer.record.OutgoingRecord;
import io.github.taxistream.producer.record.RecordSource;
import io.github.taxistream.producer.record.RecordWriter;
import io.github.taxistream.trip.ArchiveFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The records of a file of JSON Lines, each sent as it is. They are mostly from the job's own
 * archive, whose records are sent exactly as they arrived, even those with newlines in them.
 */
final class JsonLines implements RecordSource {

    /** First lines that are only the beginning of a value, as in pretty-printed JSON. */
    private static final Set<String> BEGINNINGS = Set.of("{", "[", "[{");

    /** The first line of an array with an element a line; the comma may begin the next line. */
    private static final Pattern FIRST_ELEMENT = Pattern.compile("\\[\\s*\\{.*}\\s*,?");

    private final String name;
    private final InputStream in;
    private final ArchiveFormat.Reader lines;
    private final RecordWriter writer;
    private boolean begun;

    JsonLines(String name, InputStream in, InputRules rules) {
        this.name = name;
        this.in = in;
        this.lines = new ArchiveFormat.Reader(in);
        this.writer = rules.writer();
    }

    @Override
    public OutgoingRecord next() {
        try {
            Optional<byte[]> record = lines.next();
            if (record.isPresent() && !begun) {
                begun = true;
                checkFirst(record.get());
            }
            return record.map(writer::asItIs).orElse(null);
        } catch (IOException e) {
            throw TripFile.cannotBeRead(name, e);
        }
    }

    private void checkFirst(byte[] record) {
        String line = new String(record, StandardCharsets.UTF_8).replace("\uFEFF", "").trim();
        if (BEGINNINGS.contains(line) || FIRST_ELEMENT.matcher(line).matches()) {
            throw new Problem(
                    name
                            + " is JSON over several lines: a file to be sent must have one record"
                            + " per line, as jq -c writes it.");
        }
    }

    @Override
    public long expectedRecords() {
        return UNKNOWN;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
