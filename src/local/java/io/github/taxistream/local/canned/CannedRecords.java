package io.github.taxistream.local.canned;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.shaded.netty4.io.netty.buffer.ByteBuf;
import org.apache.flink.shaded.netty4.io.netty.buffer.Unpooled;

/**
 * The records that every shard of a canned stream has, encoded once for each {@link Wire}.
 *
 * <p>Not for use by several threads at once.
 */
public final class CannedRecords {

    /** An answer of Kinesis has no more than this, whatever limit the request names. */
    static final long MOST_ANSWER_BYTES = 10L << 20;

    private static final int SEQUENCE_NUMBER_DIGITS = 56;
    private static final String SEQUENCE_NUMBER_START = "4965";

    private final List<byte[]> payloads;
    private final long[] payloadEnds;
    private final long arrivalMillis;
    private final Map<Wire, Encoded> encoded = new EnumMap<>(Wire.class);

    /** The records one after the other, and where each ends. */
    static final class Encoded {

        private final ByteBuf bytes;
        private final int[] ends;

        private Encoded(ByteBuf bytes, int[] ends) {
            this.bytes = bytes;
            this.ends = ends;
        }
    }

    /**
     * @param payloads at least one, in the order of the shards
     * @param arrivalMillis when all of them arrived, since 1970
     */
    public CannedRecords(List<byte[]> payloads, long arrivalMillis) {
        if (payloads.isEmpty()) {
            throw new IllegalArgumentException("a canned stream has at least one record");
        }
        this.payloads = List.copyOf(payloads);
        this.arrivalMillis = arrivalMillis;
        this.payloadEnds = new long[payloads.size()];
        long end = 0;
        for (int i = 0; i < payloadEnds.length; i++) {
            end += payloads.get(i).length;
            payloadEnds[i] = end;
        }
    }

    /** How many there are. */
    int count() {
        return payloadEnds.length;
    }

    /** The payload bytes of a run of records. */
    long payloadBytes(int from, int to) {
        return end(to) - end(from);
    }

    /** Where a run of records from one to another has to end to fit into an answer. */
    int fittingEnd(int from, int to) {
        int found = Arrays.binarySearch(payloadEnds, from, to, end(from) + MOST_ANSWER_BYTES);
        int fitting = found >= 0 ? found + 1 : -found - 1;
        return Math.min(to, Math.max(from + 1, fitting));
    }

    private long end(int index) {
        return index == 0 ? 0 : payloadEnds[index - 1];
    }

    /** The encoded bytes of a run of records, which are not copied. */
    ByteBuf run(Wire wire, int from, int to) {
        Encoded records = encode(wire);
        if (from == to) {
            return Unpooled.EMPTY_BUFFER;
        }
        int start = from == 0 ? 0 : records.ends[from - 1];
        return records.bytes.retainedSlice(
                start, records.ends[to - 1] - wire.separatorBytes() - start);
    }

    /** Encodes them, if that has not been done yet. */
    Encoded encode(Wire wire) {
        return encoded.computeIfAbsent(wire, this::encoded);
    }

    private Encoded encoded(Wire wire) {
        ByteBuf bytes = Unpooled.directBuffer();
        int[] ends = new int[count()];
        for (int i = 0; i < ends.length; i++) {
            bytes.writeBytes(
                    wire.record(
                            sequenceNumber(i),
                            arrivalMillis,
                            payloads.get(i),
                            String.valueOf(i % 265)));
            ends[i] = bytes.writerIndex();
        }
        return new Encoded(bytes, ends);
    }

    /** The sequence number of the record at an index. */
    static String sequenceNumber(long index) {
        String digits = String.valueOf(index);
        return SEQUENCE_NUMBER_START
                + "0"
                        .repeat(
                                SEQUENCE_NUMBER_DIGITS
                                        - SEQUENCE_NUMBER_START.length()
                                        - digits.length())
                + digits;
    }

    /** The index of the record with a sequence number. */
    static int indexOf(String sequenceNumber) {
        return Integer.parseInt(sequenceNumber.substring(SEQUENCE_NUMBER_DIGITS - 10));
    }
}
