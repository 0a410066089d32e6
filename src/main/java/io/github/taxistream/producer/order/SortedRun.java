package io.github.taxistream.producer.order;

import io.github.taxistream.ledger.manifest.Plague;
import io.github.taxistream.producer.record.OutgoingRecord;
import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.Trip;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A temporary file of sorted records. It is deleted when it is closed. */
final class SortedRun implements Closeable {

    private static final int BUFFER = 1 << 15;
    private static final List<Plague> PLAGUES = List.of(Plague.values());

    /** Reads one record after the other. */
    interface Records {
        OutgoingRecord next() throws IOException;
    }

    private final Path file;
    private DataInputStream in;
    private long size;
    private long left;

    SortedRun(Path file) {
        this.file = file;
        // In case the program is killed while sorting.
        file.toFile().deleteOnExit();
    }

    static void write(Path file, Records records, long count) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(file), BUFFER))) {
            out.writeLong(count);
            for (long i = 0; i < count; i++) {
                write(records.next(), out);
            }
        }
    }

    private static void write(OutgoingRecord record, DataOutputStream out) throws IOException {
        out.writeInt(record.payload().length);
        out.write(record.payload());
        out.writeLong(record.eventMillis());
        out.writeInt(record.vendorId());
        out.writeByte(PLAGUES.indexOf(record.plague()));
        out.writeBoolean(record.hasSeveralEntries());
        Trip trip = record.trip().orElse(null);
        out.writeInt(trip == null ? 0 : trip.zoneId());
        if (trip != null) {
            out.writeLong(trip.pickupMillis());
            for (Measure measure : Measure.ALL) {
                out.writeLong(trip.get(measure));
            }
        }
    }

    /** The number of records. */
    long size() throws IOException {
        open();
        return size;
    }

    /** The next record, or null after the last. */
    OutgoingRecord next() throws IOException {
        open();
        if (left == 0) {
            return null;
        }
        left--;
        byte[] payload = new byte[in.readInt()];
        in.readFully(payload);
        long eventMillis = in.readLong();
        int vendorId = in.readInt();
        Plague plague = PLAGUES.get(in.readByte());
        boolean several = in.readBoolean();
        int zoneId = in.readInt();
        Trip trip = zoneId == 0 ? null : trip(zoneId);
        OutgoingRecord record =
                new OutgoingRecord(payload, trip, vendorId, eventMillis).with(plague);
        return several ? record.withSeveralEntries() : record;
    }

    private Trip trip(int zoneId) throws IOException {
        long pickupMillis = in.readLong();
        long[] measures = new long[Measure.COUNT];
        for (int i = 0; i < measures.length; i++) {
            measures[i] = in.readLong();
        }
        return Trip.of(zoneId, pickupMillis, measures);
    }

    private void open() throws IOException {
        if (in == null) {
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
            size = in.readLong();
            left = size;
        }
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
        }
        Files.deleteIfExists(file);
    }
}
