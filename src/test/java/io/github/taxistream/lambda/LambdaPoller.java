package io.github.taxistream.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Lambda's side of the mapping from a shard to the function, as AWS documents it: batches in order,
 * windows of 15 minutes by arrival, the state from one invocation to the next, a batch that failed
 * in halves, one that was read in part from where it was left, and each window's last invocation
 * until it succeeds.
 */
public final class LambdaPoller {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long WINDOW_SECONDS = 900;

    private final KinesisHandler handler;
    private final int batchSize;
    private final Invocations context = new Invocations();
    private IntPredicate loses = number -> false;
    private int invocations;
    private int retries;
    private String shardId;
    private Instant window;
    private Map<String, String> state;

    LambdaPoller(KinesisHandler handler, int batchSize) {
        this.handler = handler;
        this.batchSize = batchSize;
    }

    /**
     * A poller of a function that writes to a bucket.
     *
     * @param settings the function's environment
     */
    public static LambdaPoller of(Map<String, String> settings, S3ClientBuilder s3, int batchSize) {
        LambdaSettings read = LambdaSettings.of(settings);
        return new LambdaPoller(
                new KinesisHandler(read, new S3Store(s3, read.bucket())), batchSize);
    }

    /**
     * The response of an invocation is lost when it has done all its work, by its number from 0.
     */
    public LambdaPoller losingResponses(IntPredicate lost) {
        loses = lost;
        return this;
    }

    Invocations context() {
        return context;
    }

    /** Reads all records of a shard. */
    public void read(String shard, List<Arrival> records) {
        shardId = shard;
        Map<Instant, List<Arrival>> windows = new TreeMap<>();
        for (Arrival record : records) {
            long second = record.at().getEpochSecond();
            windows.computeIfAbsent(
                            Instant.ofEpochSecond(second - Math.floorMod(second, WINDOW_SECONDS)),
                            any -> new ArrayList<>())
                    .add(record);
        }
        windows.forEach(this::readWindow);
    }

    private void readWindow(Instant start, List<Arrival> records) {
        window = start;
        state = Map.of();
        for (int from = 0; from < records.size(); from += batchSize) {
            readBatch(records.subList(from, Math.min(records.size(), from + batchSize)));
        }
        while (!invoked(Events.of(shardId).inWindow(window, state).isFinal(), List.of())) {
            retries++;
        }
    }

    private void readBatch(List<Arrival> batch) {
        if (invoked(Events.of(shardId).inWindow(window, state), batch)) {
            return;
        }
        retries++;
        int half = batch.size() / 2;
        if (half > 0) {
            readBatch(batch.subList(0, half));
        }
        readBatch(batch.subList(half, batch.size()));
    }

    /** Invokes the function, and again for what it has left; whether that went well. */
    private boolean invoked(Events event, List<Arrival> batch) {
        boolean isLost = loses.test(invocations++);
        JsonNode response;
        try {
            response = Events.written(handler.handleRequest(event.with(batch).read(), context));
        } catch (IllegalStateException e) {
            return false;
        }
        if (isLost) {
            return false;
        }
        state = Events.state(response);
        JsonNode failures = response.get("batchItemFailures");
        if (!failures.isEmpty()) {
            retries++;
            String first = failures.get(0).get("itemIdentifier").asText();
            int from = 0;
            while (!batch.get(from).sequenceNumber().equals(first)) {
                from++;
            }
            readBatch(batch.subList(from, batch.size()));
        }
        return true;
    }

    /** How often the function was invoked. */
    public int invocations() {
        return invocations;
    }

    /** How often something was tried again. */
    public int retries() {
        return retries;
    }

    /** The sum of a count over all that the invocations have logged. */
    public long logged(String count) {
        return context.lines().stream()
                .mapToLong(
                        line -> {
                            try {
                                return JSON.readTree(line).path(count).asLong();
                            } catch (JsonProcessingException e) {
                                throw new IllegalStateException("no JSON in the log: " + line, e);
                            }
                        })
                .sum();
    }
}
