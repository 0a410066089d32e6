package io.github.taxistream.sink;

import io.github.taxistream.trip.TripEnvelope;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.flink.api.common.serialization.Encoder;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * Writes each rejected entry as a line of JSON, with the reason and everything needed to find it in
 * the stream or to send it again.
 */
public final class RejectedSink {

    static final String FOLDER = "rejected";

    private RejectedSink() {}

    /**
     * The sink for rejected entries.
     *
     * @param output the job's output; the lines come under {@code rejected/} in it, in folders by
     *     the day of arrival
     */
    public static FileSink<TripEnvelope> under(Path output) {
        return FileSink.<TripEnvelope>forRowFormat(new Path(output, FOLDER), new JsonLine())
                .withBucketAssigner(new ArrivalTimePartition("'arrival_date='yyyy-MM-dd"))
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .withOutputFileConfig(new OutputFileConfig("part", ".jsonl"))
                .build();
    }

    /** The line as Flink's sink takes it. */
    static final class JsonLine implements Encoder<TripEnvelope> {

        private static final long serialVersionUID = 1L;

        @Override
        public void encode(TripEnvelope envelope, OutputStream out) throws IOException {
            RejectedLine.write(envelope, out);
        }
    }
}
