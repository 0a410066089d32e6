package io.github.taxistream.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.amazonaws.services.lambda.runtime.events.KinesisTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.TimeWindowEventResponse;
import com.amazonaws.services.lambda.runtime.events.TimeWindowEventResponse.BatchItemFailure;
import io.github.taxistream.parse.TripParser;
import io.github.taxistream.source.aggregate.RecordReader;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Reads the stream with AWS Lambda, for comparison with the job: it parses each record as the job
 * does, and adds up trips by zone and hour over a tumbling window of arrival.
 *
 * <p>Lambda may invoke it several times for the same records. Its output is the same then: the
 * totals are in the window's state, which a failed invocation does not change, and it overwrites
 * what it has written. What an invocation reports in the log is counted again.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-windows.html">Tumbling
 *     windows</a>
 */
public final class KinesisHandler
        implements RequestHandler<KinesisTimeWindowEvent, TimeWindowEventResponse> {

    /**
     * This long before Lambda would end it, an invocation leaves the rest of its batch to another.
     */
    private static final int RESERVE_MILLIS = 15_000;

    private final RecordReader reader;
    private final LambdaOutput output;

    /** Reads its settings from the environment, once for all invocations. */
    public KinesisHandler() {
        this(LambdaSettings.of(System.getenv()));
    }

    private KinesisHandler(LambdaSettings settings) {
        this(settings, new S3Store(S3Client.builder(), settings.bucket()));
    }

    KinesisHandler(LambdaSettings settings, ObjectStore store) {
        this.reader =
                new RecordReader(
                        new TripParser(settings.futureTolerance(), settings.instants())::parse);
        this.output = new LambdaOutput(store, settings.folder());
    }

    /**
     * Counts a batch.
     *
     * @return the window's state, and the first record that was not read, if one was not
     * @throws RuntimeException if the output cannot be written: Lambda tries the whole batch again
     */
    @Override
    public TimeWindowEventResponse handleRequest(KinesisTimeWindowEvent event, Context context) {
        Place place = Place.of(event);
        WindowState before = WindowState.of(event.getState());
        Batch batch = new Batch();
        Optional<String> unread = read(event, place, before, batch, context);
        output.writeRejected(place, batch.rejected());
        WindowState after = added(place, before, batch);
        if (isLastOfWindow(event)) {
            output.writeTotals(place, after);
            after = WindowState.NONE;
        }
        context.getLogger().log(batch.counts(place) + "\n");
        return new TimeWindowEventResponse(
                after.toMap(),
                unread.map(BatchItemFailure::new)
                        .map(Collections::singletonList)
                        .orElse(Collections.emptyList()));
    }

    /** Reads the records; returns the sequence number of the first that was not read. */
    @SuppressWarnings("JavaUtilDate") // The event's own.
    private Optional<String> read(
            KinesisTimeWindowEvent event,
            Place place,
            WindowState before,
            Batch batch,
            Context context) {
        for (KinesisEventRecord each : Place.records(event)) {
            KinesisEvent.Record record = each.getKinesis();
            String sequenceNumber = record.getSequenceNumber();
            if (before.hasCounted(sequenceNumber)) {
                batch.pass();
                continue;
            }
            if (context.getRemainingTimeInMillis() < RESERVE_MILLIS) {
                return Optional.of(sequenceNumber);
            }
            batch.add(
                    sequenceNumber,
                    reader.entries(
                            bytes(record.getData()),
                            record.getApproximateArrivalTimestamp().getTime(),
                            place.stream(),
                            place.shardId(),
                            sequenceNumber));
        }
        return Optional.empty();
    }

    /**
     * Adds a batch to the state; if Lambda cannot carry the sum, the state is written as a part of
     * the window.
     */
    private WindowState added(Place place, WindowState before, Batch batch) {
        WindowState after = before.plus(batch);
        if (after.fits()) {
            return after;
        }
        output.writeTotals(place, before);
        after = before.followedBy(batch);
        if (after.fits()) {
            return after;
        }
        output.writeTotals(place, after);
        return after.followedByNothing();
    }

    /** Without a window, each batch is one. */
    private static boolean isLastOfWindow(KinesisTimeWindowEvent event) {
        return event.getWindow() == null
                || Boolean.TRUE.equals(event.getIsFinalInvokeForWindow())
                || Boolean.TRUE.equals(event.getIsWindowTerminatedEarly());
    }

    private static byte[] bytes(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.duplicate().get(bytes);
        return bytes;
    }
}
