package io.github.taxistream.bench;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.GetRecordsResult;
import org.apache.flink.streaming.connectors.kinesis.config.AWSConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxy;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyInterface;

/**
 * Reads a stream to its tip with the connector's own client, a thread for each shard. With nothing
 * done to the records, no job can be faster.
 */
final class BareReader implements AutoCloseable {

    private static final int MOST_RECORDS = ConsumerConfigConstants.DEFAULT_SHARD_GETRECORDS_MAX;

    private static final String NO_CBOR =
            "org.apache.flink.kinesis.shaded.com.amazonaws.sdk.disableCbor";

    private final KinesisProxyInterface kinesis;
    private final String stream;

    /** They outlive a reading, so that their CPU time is known at its end. */
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** What is done with the records of a shard, in its thread. */
    interface ShardWork {

        /** Nothing. */
        ShardWork NONE = answer -> answer.getRecords().size();

        /** Takes the next records; how many it has found in them. */
        int found(GetRecordsResult answer);
    }

    /**
     * A reader in JSON, as the job reads from an emulator, unless {@link #speakCbor(boolean)} says
     * otherwise.
     */
    BareReader(URI endpoint, String stream) {
        System.getProperties().putIfAbsent(NO_CBOR, "true");
        Properties client = new Properties();
        client.setProperty(AWSConfigConstants.AWS_REGION, "us-east-1");
        client.setProperty(AWSConfigConstants.AWS_ENDPOINT, endpoint.toString());
        this.kinesis = KinesisProxy.create(client);
        this.stream = stream;
    }

    /** Decides how all clients that this JVM makes from now on speak: CBOR, or JSON. */
    static void speakCbor(boolean cbor) {
        System.setProperty(NO_CBOR, String.valueOf(!cbor));
    }

    /** One answer with records. */
    private record Answer(long nanos, int records) {}

    /**
     * Reads all of the stream.
     *
     * @param trips how many there are
     * @param work what is done with the records of a shard
     */
    Reading read(long trips, Function<StreamShardHandle, ShardWork> work) throws Exception {
        Map<String, String> sinceNoShard = new HashMap<>();
        sinceNoShard.put(stream, null);
        Instant from = Instant.now();
        ThreadTimes before = ThreadTimes.now();
        Stopwatch.start();
        List<Future<List<Answer>>> read = new ArrayList<>();
        for (StreamShardHandle shard :
                kinesis.getShardList(sinceNoShard).getRetrievedShardListOfStream(stream)) {
            read.add(threads.submit(() -> readToTip(shard, work.apply(shard))));
        }
        List<Answer> answers = new ArrayList<>();
        for (Future<List<Answer>> ofShard : read) {
            answers.addAll(ofShard.get());
        }
        double cpuSeconds = Stopwatch.stop()[1];
        return new Reading(
                sharePerSecond(answers) * trips,
                trips,
                cpuSeconds,
                ThreadTimes.now().since(before),
                from,
                Instant.now());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** The share of the records that came in a second, from the first answer on. */
    private static double sharePerSecond(List<Answer> answers) {
        answers.sort(Comparator.comparingLong(Answer::nanos));
        Answer first = answers.get(0);
        long records = answers.stream().mapToLong(Answer::records).sum();
        double seconds = (answers.get(answers.size() - 1).nanos() - first.nanos()) / 1e9;
        return (1 - 1.0 * first.records() / records) / seconds;
    }

    /** The emulator always says that a reader is at the tip: only an empty answer tells. */
    private List<Answer> readToTip(StreamShardHandle shard, ShardWork work)
            throws InterruptedException {
        List<Answer> answers = new ArrayList<>();
        String iterator = kinesis.getShardIterator(shard, "TRIM_HORIZON", null);
        GetRecordsResult answer = kinesis.getRecords(iterator, MOST_RECORDS);
        while (!answer.getRecords().isEmpty()) {
            int found = work.found(answer);
            answers.add(new Answer(System.nanoTime(), found));
            answer = kinesis.getRecords(answer.getNextShardIterator(), MOST_RECORDS);
        }
        return answers;
    }
}
