package io.github.taxistream.producer.send;

import io.github.taxistream.aws.Connection;
import io.github.taxistream.aws.Failures;
import io.github.taxistream.aws.KinesisClients;
import io.github.taxistream.cli.Pauses;
import io.github.taxistream.cli.Problem;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.CreateStreamRequest;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** Makes a stream. */
public final class StreamCreation implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final KinesisClient kinesis;
    private final String where;

    public StreamCreation(Connection connection) {
        this.kinesis = KinesisClients.retrying(connection);
        this.where = connection.where();
    }

    /**
     * Makes a stream, unless it is there already as it should be.
     *
     * @param shards the number of shards, or 0 for an on-demand stream
     * @return what has been done, as a sentence
     * @throws Problem if there is a stream of this name with other shards
     */
    public String create(String stream, int shards) {
        CreateStreamRequest.Builder request = CreateStreamRequest.builder().streamName(stream);
        if (shards == 0) {
            request.streamModeDetails(m -> m.streamMode(StreamMode.ON_DEMAND));
        } else {
            request.shardCount(shards);
        }
        try {
            kinesis.createStream(request.build());
            return "Stream " + stream + " is being created at " + where + ".";
        } catch (ResourceInUseException e) {
            return existing(stream, shards);
        } catch (SdkException e) {
            throw Failures.with("Stream " + stream, where, e);
        }
    }

    private String existing(String stream, int shards) {
        StreamDescriptionSummary found = describe(stream);
        boolean onDemand =
                found.streamModeDetails() != null
                        && found.streamModeDetails().streamMode() == StreamMode.ON_DEMAND;
        int open = found.openShardCount();
        boolean creating = found.streamStatus() == StreamStatus.CREATING;
        if (onDemand != (shards == 0) || (!onDemand && !creating && open != shards)) {
            throw new Problem(
                    String.format(
                            "Stream %s already exists at %s, %s and not %s.",
                            stream,
                            where,
                            onDemand ? "on demand" : "with " + open + " shards",
                            shards == 0 ? "on demand" : "with " + shards));
        }
        return "Stream " + stream + " already exists at " + where + ".";
    }

    /** The summary: a description lists a hundred shards at most. */
    private StreamDescriptionSummary describe(String stream) {
        return kinesis.describeStreamSummary(d -> d.streamName(stream)).streamDescriptionSummary();
    }

    /** Waits until records can be sent to a stream. */
    public void awaitActive(String stream, Pauses pauses) throws InterruptedException {
        long deadline = pauses.nanoTime() + PATIENCE.toNanos();
        try {
            while (describe(stream).streamStatus() != StreamStatus.ACTIVE) {
                if (pauses.nanoTime() - deadline > 0) {
                    throw new Problem(
                            "Stream "
                                    + stream
                                    + " is not active after "
                                    + PATIENCE.toMinutes()
                                    + " minutes.");
                }
                pauses.pause(BETWEEN_LOOKS.toNanos());
            }
        } catch (ResourceNotFoundException e) {
            throw new Problem("Stream " + stream + " has vanished from " + where + ".", e);
        } catch (SdkException e) {
            throw Failures.with("Stream " + stream, where, e);
        }
    }

    @Override
    public void close() {
        kinesis.close();
    }
}
