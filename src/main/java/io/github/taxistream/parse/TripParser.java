package io.github.taxistream.parse;

import io.github.taxistream.parse.json.JsonScanner;
import io.github.taxistream.parse.json.MalformedJsonException;
import io.github.taxistream.trip.Instants;
import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.TripEnvelope;
import io.github.taxistream.trip.TripRules;
import java.time.Duration;
import java.util.Optional;

/**
 * Bytes in, trips and rejections out. Never throws, never returns null.
 *
 * <p>A record is one JSON object (RFC 8259) in UTF-8, or several: see {@link RecordSplitter}. The
 * names are those of all the TLC's data sets and of the public copies, compared without regard to
 * case, underscores and whitespace; values typed or as strings. Unknown members are ignored; the
 * last of a duplicate member counts, but null, NaN or whitespace does not take the place of a value
 * under another name: a record may have the columns of yellow and green.
 *
 * <p>Only what cannot be assigned to a zone and an hour is rejected. A count, distance or amount
 * that is missing or unreadable counts as 0.
 *
 * <p>Not for use by several threads at once: it keeps what it has read of the current record.
 */
public final class TripParser {

    private final JsonScanner json = new JsonScanner();
    private final TripMembers members;
    private final EntryRules rules;
    private final RecordSplitter splitter;

    /** Rejects times that name their zone, or are counted from 1970. */
    public TripParser(Duration futureTolerance) {
        this(futureTolerance, Instants.REJECT);
    }

    /** Does not identify entries for the check for duplicates. */
    public TripParser(Duration futureTolerance, Instants instants) {
        this(futureTolerance, instants, Optional.empty(), false);
    }

    /**
     * Also identifies entries for the check for duplicates: by the member that is the id, else by
     * the bytes.
     */
    public static TripParser identifying(
            Duration futureTolerance, Instants instants, Optional<String> idMember) {
        return new TripParser(futureTolerance, instants, idMember, true);
    }

    /**
     * @param futureTolerance how far a pickup may be ahead of the record's arrival; see {@link
     *     RejectReason#PICKUP_IN_FUTURE}
     * @param instants what a time means that names its zone, or counts from 1970
     * @param idMember the name of the member that is the id, if there is one
     * @param isIdentifying whether it identifies entries for the check for duplicates
     */
    private TripParser(
            Duration futureTolerance,
            Instants instants,
            Optional<String> idMember,
            boolean isIdentifying) {
        members = new TripMembers(instants, idMember);
        EntryIdentities identities = isIdentifying ? new EntryIdentities(members.id()) : null;
        rules = new EntryRules(members, new TripRules(futureTolerance), identities);
        splitter = new RecordSplitter(json, members, rules);
    }

    /**
     * Reads one record.
     *
     * @param record the record's bytes, which a rejection may keep
     * @param arrivalMillis when it arrived in Kinesis, in milliseconds since 1970 UTC
     * @param stream the stream's name, for a rejection
     * @param shardId the shard's id, for a rejection
     * @param sequenceNumber the record's sequence number, for a rejection
     * @return the record's first entry, with any others behind it
     */
    public TripEnvelope parse(
            byte[] record,
            long arrivalMillis,
            String stream,
            String shardId,
            String sequenceNumber) {
        boolean isOneObject = isOneObject(record);
        TripEnvelope trip = isOneObject ? rules.tripOrNull(record, arrivalMillis) : null;
        if (trip != null) {
            return trip;
        }
        rules.begin(arrivalMillis, stream, shardId, sequenceNumber);
        return isOneObject ? rules.entry(record) : TripEnvelope.chained(splitter.entries(record));
    }

    /** Reads the whole record, so that a mistake after the last member that counts is found. */
    private boolean isOneObject(byte[] record) {
        json.begin(record);
        if (json.next() != '{') {
            return false;
        }
        try {
            members.readObject(json, record);
            return json.next() == JsonScanner.END;
        } catch (MalformedJsonException e) {
            return false;
        }
    }
}
