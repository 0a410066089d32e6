package io.github.taxistream.source.aggregate;

import io.github.taxistream.source.EntryParser;
import io.github.taxistream.trip.TripEnvelope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Reads records, and takes aggregates apart: in the job those that an {@link AggregateGuard} has
 * sealed, in the function for Lambda all. It knows neither the connector nor Flink.
 *
 * <p>It does not know the shard's keys either, so an aggregate of another shard that has passed no
 * guard is taken apart like any other.
 *
 * <p>Not for use by several threads at once.
 */
public final class RecordReader {

    private final AggregateScan scan = AggregateScan.ofAllKeys();
    private final EntryParser parser;
    private final boolean keepRecords;

    /** A reader whose entries do not keep their records. */
    public RecordReader(EntryParser parser) {
        this(parser, false);
    }

    /**
     * @param keepRecords whether the first entry of each record in an aggregate, or of any other
     *     record, keeps all its bytes, which the archive needs
     */
    public RecordReader(EntryParser parser, boolean keepRecords) {
        this.parser = parser;
        this.keepRecords = keepRecords;
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
            return rejected(seal, record, arrivalMillis, stream, shardId, sequenceNumber);
        }
        Optional<List<byte[]>> parts =
                verdict == AggregateScan.Verdict.GOOD
                        ? scan.takenApart(record, 0, record.length)
                        : Optional.empty();
        return parsed(
                parts.orElseGet(() -> Collections.singletonList(record)),
                arrivalMillis,
                stream,
                shardId,
                sequenceNumber);
    }

    /**
     * All entries of a sealed record.
     *
     * @param sealed its bytes, without those that the seal has left out
     * @param seal its partition key
     */
    public List<TripEnvelope> sealedEntries(
            byte[] sealed,
            String seal,
            long arrivalMillis,
            String stream,
            String shardId,
            String sequenceNumber) {
        if (!AggregateSeal.isGood(seal)) {
            byte[] aggregate = AggregateSeal.removed(sealed);
            return rejected(seal, aggregate, arrivalMillis, stream, shardId, sequenceNumber);
        }
        List<byte[]> parts =
                scan.takenApart(sealed, -AggregateSeal.missingBytes(), sealed.length)
                        .orElseGet(() -> Collections.singletonList(AggregateSeal.removed(sealed)));
        return parsed(parts, arrivalMillis, stream, shardId, sequenceNumber);
    }

    private List<TripEnvelope> rejected(
            String seal,
            byte[] aggregate,
            long arrivalMillis,
            String stream,
            String shardId,
            String sequenceNumber) {
        TripEnvelope rejected =
                TripEnvelope.rejected(
                        AggregateSeal.rejection(seal, stream, shardId, sequenceNumber),
                        arrivalMillis,
                        aggregate);
        return List.of(keepRecords ? rejected.withRecord(aggregate) : rejected);
    }

    private List<TripEnvelope> parsed(
            List<byte[]> records,
            long arrivalMillis,
            String stream,
            String shardId,
            String sequenceNumber) {
        List<TripEnvelope> entries = new ArrayList<>(records.size());
        for (byte[] record : records) {
            TripEnvelope first =
                    parser.parse(record, arrivalMillis, stream, shardId, sequenceNumber);
            entries.add(keepRecords ? first.withRecord(record) : first);
            for (TripEnvelope entry = first; entry.hasNext(); ) {
                entry = entry.next();
                entries.add(entry);
            }
        }
        return entries;
    }
}
