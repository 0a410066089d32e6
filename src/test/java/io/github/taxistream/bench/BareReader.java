package io.github.taxistream.bench;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.GetRecordsResult;
import org.apache.flink.streaming.connectors.kinesis.config.AWSConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxy;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyInterface;

/**
 * Reads a stream to its tip with the connector's own client, a thread for each shard, and does
 * nothing with the records: no job can be faster.
 */
final class BareReader {

    private static final int MOST_RECORDS = ConsumerConfigConstants.DEFAULT_SHARD_GETRECORDS_MAX;

    private final KinesisProxyInterface kinesis;
    private final String stream;

    BareReader(URI endpoint, String stream) {
        // As the job does for an emulator.
        System.setProperty("org.apache.flink.kinesis.shaded.com.amazonaws.sdk.disableCbor", "true");
        Properties client = new Properties();
        client.setProperty(AWSConfigConstants.AWS_REGION, "us-east-1");
        client.setProperty(AWSConfigConstants.AWS_ENDPOINT, endpoint.toString());
        this.kinesis = KinesisProxy.create(client);
        this.stream = stream;
    }

    /**
     * Reads all of the stream.
     *
     * @return the seconds from the first answer with records to the last
     */
    double seconds() throws Exception {
        Map<String, String> sinceNoShard = new HashMap<>();
        sinceNoShard.put(stream, null);
        List<StreamShardHandle> shards =
                kinesis.getShardList(sinceNoShard).getRetrievedShardListOfStream(stream);
        ExecutorService threads = Executors.newFixedThreadPool(shards.size());
        try {
            List<Future<LongSummaryStatistics>> answers = new ArrayList<>();
            for (StreamShardHandle shard : shards) {
                answers.add(threads.submit(() -> readToTip(shard)));
            }
            LongSummaryStatistics all = new LongSummaryStatistics();
            for (Future<LongSummaryStatistics> answer : answers) {
                all.combine(answer.get());
            }
            return (all.getMax() - all.getMin()) / 1e9;
        } finally {
            threads.shutdownNow();
        }
    }

    /** When answers with records came. The emulator always says that a reader is at the tip. */
    private LongSummaryStatistics readToTip(StreamShardHandle shard) throws InterruptedException {
        LongSummaryStatistics answers = new LongSummaryStatistics();
        String iterator = kinesis.getShardIterator(shard, "TRIM_HORIZON", null);
        GetRecordsResult answer = kinesis.getRecords(iterator, MOST_RECORDS);
        while (!answer.getRecords().isEmpty()) {
            answers.accept(System.nanoTime());
            answer = kinesis.getRecords(answer.getNextShardIterator(), MOST_RECORDS);
        }
        return answers;
    }
}
