package io.github.taxistream.source.aggregate;

import io.github.taxistream.source.EntryParser;
import io.github.taxistream.trip.TripEnvelope;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a record as the job does, aggregates too, for whoever has it from another client than the
 * job's connector: it knows neither that nor Flink.
 *
 * <p>It does not know the shard's keys either, so an aggregate of another shard is taken apart like
 * any other, where the job passes it over.
 *
 * <p>Not for use by several threads at once.
 */
public final class RecordReader {

    private static final BigInteger LAST_HASH_KEY =
            BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

    private final AggregateScan scan = new AggregateScan(BigInteger.ZERO, LAST_HASH_KEY);
    private final EntryParser parser;

    public RecordReader(EntryParser parser) {
        this.parser = parser;
    }

    /**
     * All entries of a record.
     *
     * @param record the record's bytes, which a rejection may keep
     * @param arrivalMillis when it arrived in Kinesis, in milliseconds since 1970 UTC
     * @param stream the stream's name, for a rejection
     * @param shardId the shard's id, for a rejection
     * @param sequenceNumber the record's sequence number, for a rejection
     */
    public List<TripEnvelope> entries(
            byte[] record,
            long arrivalMillis,
            String stream,
            String shardId,
            String sequenceNumber) {
        AggregateScan.Verdict verdict = scan.verdict(record, 0, record.length);
        if (verdict == AggregateScan.Verdict.BROKEN || verdict == AggregateScan.Verdict.MISPLACED) {
            String seal =
                    verdict == AggregateScan.Verdict.BROKEN
                            ? AggregateSeal.ofBroken()
                            : AggregateSeal.ofMisplaced(scan.records());
            return List.of(
                    TripEnvelope.rejected(
                            AggregateSeal.rejection(seal, stream, shardId, sequenceNumber),
                            arrivalMillis,
                            record));
        }
        List<byte[]> singles =
                verdict == AggregateScan.Verdict.GOOD ? scan.takenApart(record) : List.of(record);
        List<TripEnvelope> entries = new ArrayList<>();
        for (byte[] single : singles) {
            entries.addAll(
                    parser.parse(single, arrivalMillis, stream, shardId, sequenceNumber).entries());
        }
        return entries;
    }
}
