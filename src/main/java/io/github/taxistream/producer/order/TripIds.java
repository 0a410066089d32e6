package io.github.taxistream.producer.order;

import io.github.taxistream.producer.record.OutgoingRecord;
import io.github.taxistream.producer.record.RecordSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * The records of a source, each with an additional member whose value no other record has. The same
 * run gives the same ids. A record that is not exactly one trip stays as it is.
 */
public final class TripIds implements RecordSource {

    private final RecordSource source;
    private final String name;
    private final String run;
    private long given;

    /**
     * @param name the member's name
     * @param run identifies the run; its checksum begins each id
     */
    public TripIds(RecordSource source, String name, String run) {
        this.source = source;
        this.name = name;
        CRC32 checksum = new CRC32();
        checksum.update(run.getBytes(StandardCharsets.UTF_8));
        this.run = String.format(Locale.ROOT, "%08x", checksum.getValue());
    }

    @Override
    public OutgoingRecord next() throws IOException {
        OutgoingRecord record = source.next();
        long position = given++;
        return record == null || record.onlyTrip() == null
                ? record
                : record.withMember(name, run + "-" + position);
    }

    @Override
    public long expectedRecords() {
        return source.expectedRecords();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
